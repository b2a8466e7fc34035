import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Checks PDFs against rule sets of veraPDF, in the order of its arguments: the name of a rule set
 * (PDFUA-1, PDFA-3A) holds for the files behind it. One line for each: rule set, file, checks made,
 * then each rule that is broken.
 *
 * The rules are read here: veraPDF reads them by JAXB, which Java no longer has.
 */
class PdfRules {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile rules = null;
        for (String argument : arguments) {
            if (argument.endsWith(".pdf")) {
                System.out.println(checked(rules, new File(argument)));
            } else {
                rules = rules(argument);
            }
        }
    }

    private static String checked(ValidationProfile rules, File file) throws Exception {
        PDFAFlavour flavour = rules.getPDFAFlavour();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(rules, false)) {
            ValidationResult result = validator.validate(parser);
            StringBuilder line = new StringBuilder();
            line.append(rules.getDetails().getName()).append('\t').append(file.getName());
            line.append('\t').append(result.getTotalAssertions());
            Set<String> broken = new LinkedHashSet<>();
            for (TestAssertion one : result.getTestAssertions()) {
                if (one.getStatus() == TestAssertion.Status.FAILED) {
                    broken.add(one.getRuleId().getClause() + " " + one.getMessage());
                }
            }
            broken.forEach(one -> line.append('\t').append(one));
            return line.toString();
        }
    }

    private static ValidationProfile rules(String name) throws Exception {
        String path = "/org/verapdf/pdfa/validation/" + name + ".xml";
        Element root;
        try (InputStream in = Profiles.class.getResourceAsStream(path)) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in)
                    .getDocumentElement();
        }
        Set<Rule> rules = new LinkedHashSet<>();
        NodeList found = root.getElementsByTagName("rule");
        for (int i = 0; i < found.getLength(); i++) {
            rules.add(rule((Element) found.item(i)));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        found = root.getElementsByTagName("variable");
        for (int i = 0; i < found.getLength(); i++) {
            Element one = (Element) found.item(i);
            variables.add(Profiles.variableFromValues(one.getAttribute("name"),
                    one.getAttribute("object"), text(one, "defaultValue"), text(one, "value")));
        }
        return Profiles.profileFromValues(PDFAFlavour.valueOf(root.getAttribute("flavour")),
                Profiles.profileDetailsFromValues(name, "", "", new Date(0)), "", rules, variables);
    }

    private static Rule rule(Element rule) {
        Element id = (Element) rule.getElementsByTagName("id").item(0);
        PDFAFlavour.Specification specification =
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification"));
        int number = Integer.parseInt(id.getAttribute("testNumber"));
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(specification, id.getAttribute("clause"), number),
                rule.getAttribute("object"), "true".equals(rule.getAttribute("deferred")),
                rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"),
                Profiles.errorFromValues(text(rule, "message"), new ArrayList<>()),
                new ArrayList<>());
    }

    private static String text(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }
}
