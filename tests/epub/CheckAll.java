// Runs EPUBCheck on many books in one virtual machine: starting it takes longer than checking a book.
// Prints a line for each fatal, error and warning: book, severity, code, place, message, with tabs between;
// and for each book that was looked at to its end: book, "checked". Run as
//   java -cp 'epubcheck.jar:lib/*' CheckAll.java BOOK…

import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.MasterReport;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.util.FeatureEnum;
import java.io.File;
import java.util.Locale;

public class CheckAll {
    static class Lines extends MasterReport {
        final String book;

        Lines(String book) {
            this.book = book;
        }

        @Override
        public void message(Message message, EPUBLocation where, Object... arguments) {
            Severity severity = message.getSeverity();
            if (severity == Severity.FATAL || severity == Severity.ERROR || severity == Severity.WARNING) {
                String place = where.getPath() + ":" + where.getLine();
                String words = message.getMessage(arguments).replaceAll("\\s+", " ");
                System.out.println(String.join("\t", book, severity.toString(), message.getID().toString(), place, words));
            }
        }

        @Override
        public void info(String resource, FeatureEnum feature, String value) {
        }

        @Override
        public void initialize() {
        }

        @Override
        public int generate() {
            return 0;
        }
    }

    public static void main(String[] books) {
        Locale.setDefault(Locale.ENGLISH);
        for (String book : books) {
            new EpubCheck(new File(book), new Lines(book)).doValidate();
            System.out.println(book + "\tchecked");
        }
    }
}
