import java.io.FileInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.javarosa.core.model.Constants;
import org.javarosa.core.model.CoreModelModule;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.data.AnswerDataFactory;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.MultipleItemsData;
import org.javarosa.core.model.data.SelectOneData;
import org.javarosa.core.model.data.UncastData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.core.reference.PrefixedRootFactory;
import org.javarosa.core.reference.Reference;
import org.javarosa.core.reference.ReferenceManager;
import org.javarosa.core.services.IPropertyManager;
import org.javarosa.core.services.PropertyManager;
import org.javarosa.core.services.PrototypeManager;
import org.javarosa.core.services.properties.IPropertyRules;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormUtils;

/** A form opened in JavaRosa as ODK Collect opens it, with questions by path. */
final class OpenForm {
    /** Steps before a search gives up: a form that never ends. */
    private static final int MOST_STEPS = 20_000;

    final FormDef form;
    final FormEntryController controller;

    OpenForm(Path file) throws Exception {
        listsBeside(file.toAbsolutePath().getParent());
        try (InputStream stream = new FileInputStream(file.toFile())) {
            form = XFormUtils.getFormFromInputStream(stream);
        }
        form.initialize(true, new InstanceInitializationFactory());
        controller = new FormEntryController(new FormEntryModel(form));
    }

    /** To be called once, before the first form. */
    static void prepare() {
        new XFormsModule().registerModule();
        PrototypeManager.registerPrototypes(CoreModelModule.classNames);
        PropertyManager.setPropertyManager(new Device());
    }

    /** {@code /ho[2]/ten}: without the outermost element and without {@code [1]}. */
    static String path(TreeReference reference) {
        StringBuilder path = new StringBuilder();
        for (int level = 1; level < reference.size(); level++) {
            path.append('/').append(reference.getName(level));
            if (reference.getMultiplicity(level) > 0) {
                path.append('[').append(reference.getMultiplicity(level) + 1).append(']');
            }
        }
        return path.toString();
    }

    static String plain(String path) {
        return path.replace("[1]", "");
    }

    /** The question at a path; repeats on the way are added. */
    FormIndex question(String path) {
        return walk(path, index -> path(index.getReference()).equals(path));
    }

    /** Walks through the whole form; {@code found} ends the walk. */
    FormIndex walk(String adding, Predicate<FormIndex> found) {
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        for (int step = 0; step < MOST_STEPS; step++) {
            int event = controller.stepToNextEvent();
            FormIndex index = controller.getModel().getFormIndex();
            if (event == FormEntryController.EVENT_END_OF_FORM) {
                return null;
            }
            if (event == FormEntryController.EVENT_PROMPT_NEW_REPEAT
                    && adding.startsWith(path(index.getReference()) + "/")) {
                controller.newRepeat();
            }
            if (event == FormEntryController.EVENT_QUESTION && found.test(index)) {
                return index;
            }
        }
        return null;
    }

    FormEntryPrompt prompt(FormIndex index) {
        return controller.getModel().getQuestionPrompt(index);
    }

    static boolean isSelect(FormEntryPrompt prompt) {
        int control = prompt.getControlType();
        return control == Constants.CONTROL_SELECT_ONE
                || control == Constants.CONTROL_SELECT_MULTI
                || control == Constants.CONTROL_RANK;
    }

    List<String> choices(FormEntryPrompt prompt) {
        List<String> names = new ArrayList<>();
        List<SelectChoice> choices = prompt.getSelectChoices();
        if (choices != null) {
            choices.forEach(choice -> names.add(choice.getValue()));
        }
        return names;
    }

    /** The answer as the question holds it. */
    IAnswerData cast(FormEntryPrompt prompt, String text) {
        UncastData typed = new UncastData(text);
        return switch (prompt.getControlType()) {
            case Constants.CONTROL_SELECT_ONE -> new SelectOneData().cast(typed);
            case Constants.CONTROL_SELECT_MULTI, Constants.CONTROL_RANK ->
                    new MultipleItemsData().cast(typed);
            default -> AnswerDataFactory
                    .templateByDataType(prompt.getDataType())
                    .cast(typed);
        };
    }

    /** Lists that forms call {@code jr://file-csv/xa.csv} lie beside the form. */
    private static void listsBeside(Path folder) {
        // The longer first: they are compared as beginnings.
        String[] roots = {"file-csv", "file"};
        ReferenceManager.instance().reset();
        ReferenceManager.instance().addReferenceFactory(new PrefixedRootFactory(roots) {
            @Override
            protected Reference factory(String rest, String uri) {
                return new FileBeside(folder.resolve(rest.replaceFirst("^/+", "")), uri);
            }
        });
    }

    private record FileBeside(Path file, String uri) implements Reference {
        @Override
        public boolean doesBinaryExist() {
            return Files.exists(file);
        }

        @Override
        public InputStream getStream() throws java.io.IOException {
            return Files.newInputStream(file);
        }

        @Override
        public String getURI() {
            return uri;
        }

        @Override
        public String getLocalURI() {
            return file.toString();
        }

        @Override
        public boolean isReadOnly() {
            return true;
        }

        @Override
        public OutputStream getOutputStream() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Reference[] probeAlternativeReferences() {
            return new Reference[0];
        }
    }

    /** A device that calls everything it knows of itself {@code x}. */
    private static final class Device implements IPropertyManager {
        @Override
        public List<String> getProperty(String name) {
            return List.of("x");
        }

        @Override
        public String getSingularProperty(String name) {
            return "x";
        }

        @Override
        public void setProperty(String name, String value) {}

        @Override
        public void setProperty(String name, List<String> value) {}

        @Override
        public void addRules(IPropertyRules rules) {}

        @Override
        public List<IPropertyRules> getRules() {
            return List.of();
        }
    }
}
