-- Writes what stands on each line of TeX's box 0, for tex.py: a row a line, its first word the line's excess
-- over the measure in thousandths of an em, the others the code points of its glyphs.

local hlist, vlist = node.id("hlist"), node.id("vlist")
local glyph, disc = node.id("glyph"), node.id("disc")
local LINE = 1 -- the subtype of a line of a paragraph
local out = io.open("lines.txt", "w")

local function glyphs(head, found)
  for n in node.traverse(head) do
    if n.id == glyph then
      found[#found + 1] = n.char
    elseif n.id == disc then
      glyphs(n.replace, found)
    elseif n.id == hlist or n.id == vlist then
      glyphs(n.list, found)
    end
  end
  return found
end

local function lines(head, em)
  for n in node.traverse(head) do
    if n.id == hlist and n.subtype == LINE then
      local width = node.dimensions(n.glue_set, n.glue_sign, n.glue_order, n.list)
      local excess = math.floor(1000 * (width - n.width) / em + 0.5)
      out:write(excess, " ", table.concat(glyphs(n.list, {}), " "), "\n")
    elseif n.id == hlist or n.id == vlist then
      lines(n.list, em)
    end
  end
end

function opinion(number, em)
  out:write("setting ", number, "\n")
  lines(tex.box[0], em)
end
