import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.data.IntegerData;
import org.javarosa.core.model.data.StringData;

/**
 * How long JavaRosa takes after one answer, in the two forms of
 * {@code benches/forms.rs}: 500 questions with 200 expressions, and a list of
 * 100,000 choices filtered by another answer.
 */
final class Timing {
    private static final int ROUNDS = 200;

    public static void main(String[] arguments) throws Exception {
        OpenForm.prepare();
        questionnaire(open(questionnaireForm()));
        longList(open(longListForm()));
    }

    private static void questionnaire(OpenForm open) {
        for (int at = 0; at < 300; at++) {
            FormIndex index = open.question("/q" + at);
            if (index != null) {
                open.controller.answerQuestion(index, new IntegerData(3), false);
            }
        }
        FormIndex first = open.question("/q0");
        timed("500 questions, 200 expressions, one answer that 50 expressions read", round ->
                open.controller.answerQuestion(first, new IntegerData(round % 9), false));
    }

    private static void longList(OpenForm open) {
        FormIndex group = open.question("/nhom");
        FormIndex list = open.question("/ho");
        timed("100,000 choices filtered by another answer", round -> {
            open.controller.answerQuestion(group, new StringData("n" + round % 1000), false);
            int offered = open.choices(open.prompt(list)).size();
            if (offered != 100) {
                throw new IllegalStateException(offered + " choices offered");
            }
        });
    }

    private static void timed(String what, IntConsumer once) {
        double[] milliseconds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            once.accept(round);
            milliseconds[round] = (System.nanoTime() - begun) / 1e6;
        }
        double first = milliseconds[0];
        Arrays.sort(milliseconds);
        System.out.printf("%s: median %.2f ms, worst %.2f ms, first %.2f ms%n",
                what, milliseconds[ROUNDS / 2], milliseconds[ROUNDS - 1], first);
    }

    private static OpenForm open(String form) throws Exception {
        Path file = Files.createTempFile("timing", ".xml");
        Files.writeString(file, form);
        return new OpenForm(file);
    }

    private static String questionnaireForm() {
        StringBuilder data = new StringBuilder();
        StringBuilder binds = new StringBuilder();
        StringBuilder body = new StringBuilder();
        for (int at = 0; at < 300; at++) {
            boolean ruled = at % 6 == 1 && at > 6;
            String relevant = ruled ? " relevant='/data/q%d &gt; 2'".formatted(at - 1) : "";
            data.append("<q%d/>".formatted(at));
            binds.append("<bind nodeset='/data/q%d' type='int'%s/>".formatted(at, relevant));
            body.append("<input ref='/data/q%d'><label>Câu</label></input>".formatted(at));
        }
        for (int at = 0; at < 200; at++) {
            String expression = switch (at % 4) {
                case 0 -> "coalesce(/data/q%d, 0) + coalesce(/data/q%d, 0)".formatted(at, at + 50);
                case 1 -> "if(/data/c%d &gt; 10, 'nhiều', 'ít')".formatted(at - 1);
                case 2 -> "round(/data/q0 * %d div 7, 2)".formatted(at);
                default -> "concat(/data/c%d, '/', /data/c%d)".formatted(at - 2, at - 1);
            };
            data.append("<c%d/>".formatted(at));
            binds.append("<bind nodeset='/data/c%d' type='string' calculate=\"%s\"/>"
                    .formatted(at, expression));
        }
        return form(data.toString(), "", binds.toString(), body.toString());
    }

    private static String longListForm() {
        StringBuilder items = new StringBuilder("<instance id='ho'><root>");
        for (int at = 0; at < 100_000; at++) {
            items.append("<item><name>h%1$d</name><label>h%1$d</label><nhom>n%2$d</nhom></item>"
                    .formatted(at, at % 1000));
        }
        items.append("</root></instance>");
        String binds = "<bind nodeset='/data/nhom' type='string'/><bind nodeset='/data/ho' type='string'/>";
        String body = "<input ref='/data/nhom'><label>Nhóm</label></input>"
                + "<select1 ref='/data/ho'><label>Hộ</label>"
                + "<itemset nodeset=\"instance('ho')/root/item[nhom = /data/nhom]\">"
                + "<value ref='name'/><label ref='label'/></itemset></select1>";
        return form("<nhom/><ho/>", items.toString(), binds, body);
    }

    private static String form(String data, String instances, String binds, String body) {
        return "<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml'"
                + " xmlns:jr='http://openrosa.org/javarosa'><h:head><h:title>t</h:title><model>"
                + "<instance><data id='t'>" + data + "</data></instance>" + instances + binds
                + "</model></h:head><h:body>" + body + "</h:body></h:html>";
    }
}
