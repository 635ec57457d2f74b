// Opens a book in foliate-js and prints what is seen there as JSON:
//   node read.mjs PACKAGES BOOK.epub [PICTURE.png]
// PACKAGES is the folder node_modules; PUPPETEER_EXECUTABLE_PATH names the browser.

import { readFile } from 'node:fs/promises'
import http from 'node:http'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const [packages, book, picture] = process.argv.slice(2)
const { default: puppeteer } = await import(
    pathToFileURL(path.join(packages, 'puppeteer/lib/esm/puppeteer/puppeteer.js')))
const kinds = { '.js': 'text/javascript', '.html': 'text/html', '.epub': 'application/epub+zip' }
const files = { '/': path.join(import.meta.dirname, 'foliate.html'), '/book.epub': book }

const server = http.createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    const file = files[pathname] ?? path.join(packages, pathname.replace('/node_modules/', ''))
    try {
        const data = await readFile(file)
        response.writeHead(200, { 'content-type': kinds[path.extname(file)] ?? 'application/octet-stream' })
        response.end(data)
    } catch {
        response.writeHead(404).end()
    }
})
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))

const browser = await puppeteer.launch({ headless: true, args: ['--no-sandbox'], timeout: 120000 })
const faults = []
try {
    const page = await browser.newPage()
    page.on('pageerror', fault => faults.push(fault.message))
    await page.setViewport({ width: 600, height: 400 })
    await page.goto(`http://127.0.0.1:${server.address().port}/`)
    await page.waitForFunction('window.opened', { timeout: 60000 })
    const seen = await page.evaluate(async () => {
        const { view } = window
        const { book } = view
        const flat = items => (items ?? []).flatMap(item => [item, ...flat(item.subitems)])
        const contents = () => view.renderer.getContents()[0]
        const words = node => (node?.textContent ?? '').replace(/\s+/g, ' ').trim()
        const settled = () => new Promise(resolve => setTimeout(resolve, 150))
        // Where an entry of the contents or of the page list leads: the words that begin there.
        const arrival = async href => {
            const { index, anchor } = await view.resolveNavigation(href)
            const doc = await book.sections[index].createDocument()
            const place = anchor?.(doc)
            const node = place?.startContainer ?? place
            return { file: book.sections[index].id, tag: node?.localName, id: node?.id, words: words(node).slice(0, 40) }
        }
        const toc = []
        for (const { label, href } of flat(book.toc)) toc.push({ label, ...await arrival(href) })
        const pages = []
        for (const { label, href } of flat(book.pageList)) pages.push({ label, ...await arrival(href) })

        // The longest file, from its beginning.
        const sizes = book.sections.map(section => section.size)
        await view.goTo(sizes.indexOf(Math.max(...sizes)))
        await settled()
        let { doc } = contents()
        const writing = doc.defaultView.getComputedStyle(doc.documentElement).writingMode
        const box = node => {
            const { x, y, width, height } = node.getBoundingClientRect()
            return { x, y, width, height }
        }
        const ruby = [...doc.querySelectorAll('ruby')].map(one => {
            const range = doc.createRange()
            range.selectNode(one.firstChild)
            return { base: box(range), reading: box(one.querySelector('rt')) }
        })
        const tcy = [...doc.querySelectorAll('.tcy')].map(one => ({ text: one.textContent, em: parseFloat(doc.defaultView.getComputedStyle(one).fontSize), ...box(one) }))
        const fonts = [...doc.fonts].map(font => `${font.family} ${font.status}`)
        // From the second page, so that neither side is another file.
        await view.renderer.next()
        await settled()
        const before = view.renderer.page
        await view.goLeft()
        await settled()
        const left = view.renderer.page
        await view.goRight()
        await settled()
        const back = view.renderer.page
        await view.goTo(sizes.indexOf(Math.max(...sizes)))
        await settled()
        doc = contents().doc
        const calls = []
        for (const link of [...doc.querySelectorAll('a[role="doc-noteref"]')].slice(0, 20)) {
            const count = window.notes.length
            link.click()
            for (let wait = 0; window.notes.length === count && wait < 20; wait++) await settled()
            calls.push({ mark: words(link), target: link.hash.slice(1), ...window.notes[count] })
        }
        return {
            dir: book.dir, writing, title: book.metadata.title, toc, pages, ruby, tcy, fonts,
            turned: { before, left, back, pages: view.renderer.pages }, calls,
        }
    })
    if (picture) await page.screenshot({ path: picture })
    process.stdout.write(JSON.stringify({ ...seen, faults }))
} finally {
    await browser.close()
    server.close()
}
