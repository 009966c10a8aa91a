import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.xform.util.XFormAnswerDataSerializer;

/**
 * Fills forms with JavaRosa. One job a line on standard input,
 * {@code form.xml<TAB>answers.tsv}; one JSON document a line comes back. The
 * protocol is described in README.md; the driver of Web Forms speaks the same.
 */
final class JavaRosaDriver {
    private final OpenForm open;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, Object> relevant = new LinkedHashMap<>();
    private final Map<String, Object> required = new LinkedHashMap<>();

    private JavaRosaDriver(Path form) throws Exception {
        open = new OpenForm(form);
    }

    public static void main(String[] arguments) throws Exception {
        OpenForm.prepare();
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // What the engine prints must not stand among the documents.
        System.setOut(System.err);
        BufferedReader jobs =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String job = jobs.readLine(); job != null; job = jobs.readLine()) {
            String[] files = job.split("\t");
            answers.println(json(run(Path.of(files[0]), Path.of(files[1]))));
        }
    }

    private static Map<String, Object> run(Path form, Path answers) {
        try {
            return new JavaRosaDriver(form).fill(Files.readAllLines(answers));
        } catch (Exception | StackOverflowError fault) {
            StringJoiner causes = new StringJoiner(" / ");
            for (Throwable at = fault; at != null; at = at.getCause()) {
                causes.add(at.getClass().getSimpleName() + ": " + at.getMessage());
            }
            return Map.of("error", causes.toString());
        }
    }

    private Map<String, Object> fill(List<String> answers) {
        List<Object> kept = new ArrayList<>();
        for (String line : answers) {
            if (!line.isEmpty()) {
                String[] parts = line.split("\t", 2);
                kept.add(answer(OpenForm.plain(parts[0]), parts[1], parts[0]));
            }
        }
        // Repeats that are counted are made as the form is walked through.
        open.walk("", index -> false);
        look(open.form.getMainInstance().getRoot());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("answers", kept);
        document.put("values", values);
        document.put("relevant", relevant);
        document.put("required", required);
        // Last: a question that is shown drops what its filter no longer offers.
        document.put("choices", choices());
        return document;
    }

    /** Path, what was given, and what became of it. */
    private List<Object> answer(String path, String typed, String shown) {
        FormIndex index = open.question(path);
        if (index == null) {
            return List.of(shown, typed, "unreachable");
        }
        FormEntryPrompt prompt = open.prompt(index);
        if (prompt.isReadOnly()) {
            return List.of(shown, typed, "readonly");
        }
        String text = typed;
        if (OpenForm.isSelect(prompt)) {
            text = chosen(open.choices(prompt), typed);
            if (text == null) {
                return List.of(shown, typed, "nothing offered");
            }
        }
        IAnswerData data;
        try {
            data = text.isEmpty() ? null : open.cast(prompt, text);
        } catch (IllegalArgumentException fault) {
            return List.of(shown, text, "type");
        }
        try {
            int outcome = open.controller.answerQuestion(index, data, false);
            boolean held = outcome == FormEntryController.ANSWER_OK;
            return List.of(shown, text, held ? "ok" : "refused");
        } catch (RuntimeException fault) {
            // What the answer sets off failed; the answer itself stands.
            return List.of(shown, text, "stumbled");
        }
    }

    /** {@code @2 @5} is the third and the sixth of the choices offered, counted round. */
    private static String chosen(List<String> choices, String typed) {
        if (!typed.startsWith("@")) {
            return typed;
        }
        StringJoiner names = new StringJoiner(" ");
        for (String part : typed.split(" ")) {
            if (choices.isEmpty()) {
                return null;
            }
            String name = choices.get(Integer.parseInt(part.substring(1)) % choices.size());
            if (!(" " + names + " ").contains(" " + name + " ")) {
                names.add(name);
            }
        }
        return names.toString();
    }

    private void look(TreeElement element) {
        if (element.getMult() == TreeReference.INDEX_TEMPLATE) {
            return;
        }
        String path = OpenForm.path(element.getRef());
        if (!path.isEmpty()) {
            relevant.put(path, element.isRelevant());
        }
        if (element.getNumChildren() == 0) {
            required.put(path, element.isRequired());
            IAnswerData value = element.getValue();
            if (value != null && element.isRelevant()) {
                Object text = new XFormAnswerDataSerializer()
                        .serializeAnswerData(value, element.getDataType());
                values.put(path, String.valueOf(text));
            }
        }
        for (int at = 0; at < element.getNumChildren(); at++) {
            look(element.getChildAt(at));
        }
    }

    private Map<String, Object> choices() {
        Map<String, Object> offered = new LinkedHashMap<>();
        open.walk("", index -> {
            FormEntryPrompt prompt = open.prompt(index);
            if (OpenForm.isSelect(prompt)) {
                offered.put(OpenForm.path(index.getReference()), open.choices(prompt));
            }
            return false;
        });
        return offered;
    }

    private static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            StringJoiner members = new StringJoiner(",", "{", "}");
            map.forEach((key, member) -> members.add(json(key) + ":" + json(member)));
            return members.toString();
        }
        if (value instanceof List<?> list) {
            StringJoiner members = new StringJoiner(",", "[", "]");
            list.forEach(member -> members.add(json(member)));
            return members.toString();
        }
        if (value instanceof Boolean) {
            return value.toString();
        }
        StringBuilder text = new StringBuilder("\"");
        for (char letter : String.valueOf(value).toCharArray()) {
            switch (letter) {
                case '"', '\\' -> text.append('\\').append(letter);
                default -> text.append(letter < ' ' ? "\\u%04x".formatted((int) letter) : letter);
            }
        }
        return text.append('"').toString();
    }
}
