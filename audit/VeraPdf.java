import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/**
 * Validates PDF files with veraPDF's core, which has no command line of its own in the jar used here.
 *
 * <p>Call: {@code VeraPdf PDFUA-1,PDFA-3A issue.pdf other.pdf}. Prints one line for each file and profile, and below a FAIL
 * each broken clause once, with its count and the first place. Exits 1 when anything failed, 2 when called wrongly.
 */
public class VeraPdf {
  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2) {
      System.err.println("usage: VeraPdf PROFILE[,PROFILE...] FILE...");
      System.exit(2);
    }
    LogManager.getLogManager().reset(); // veraPDF logs what it also reports
    VeraGreenfieldFoundryProvider.initialise();
    boolean passed = true;
    for (String name : arguments[0].split(",")) {
      ValidationProfile profile = profile(name);
      for (String file : List.of(arguments).subList(1, arguments.length)) {
        passed &= validate(name, profile, file);
      }
    }
    System.exit(passed ? 0 : 1);
  }

  private static ValidationProfile profile(String name) throws Exception {
    String path = "org/verapdf/pdfa/validation/" + name + ".xml";
    try (InputStream xml = VeraPdf.class.getClassLoader().getResourceAsStream(path)) {
      if (xml == null) {
        System.err.println("veraPDF knows no profile " + name);
        System.exit(2);
      }
      return Profiles.profileFromXml(xml);
    }
  }

  private static boolean validate(String name, ValidationProfile profile, String file) throws IOException {
    try (InputStream stream = new FileInputStream(file);
        PDFAParser parser = Foundries.defaultInstance().createParser(stream, profile.getPDFAFlavour());
        PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
      ValidationResult result = validator.validate(parser);
      List<String> broken = broken(result);
      // A file in which nothing could be looked at has not passed.
      boolean passed = result.isCompliant() && result.getTotalAssertions() > 0;
      System.out.printf("%s veraPDF %s %s: %d checks%n",
          passed ? "PASS" : "FAIL", name, file, result.getTotalAssertions());
      broken.forEach(line -> System.out.println("       " + line));
      return passed;
    } catch (Exception unreadable) {
      System.out.printf("FAIL veraPDF %s %s: %s%n", name, file, unreadable.getMessage());
      return false;
    }
  }

  /** Returns a line for each broken clause: its number, how often, the message, the first place. */
  private static List<String> broken(ValidationResult result) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    Map<String, TestAssertion> first = new LinkedHashMap<>();
    for (TestAssertion assertion : result.getTestAssertions()) {
      if (assertion.getStatus() != TestAssertion.Status.PASSED) {
        String clause = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
        counts.merge(clause, 1, Integer::sum);
        first.putIfAbsent(clause, assertion);
      }
    }
    List<String> lines = new ArrayList<>();
    first.forEach((clause, assertion) -> lines.add(String.format("%s (%d times) %s @ %s", clause, counts.get(clause),
        assertion.getMessage().replaceAll("\\s+", " "), assertion.getLocation().getContext())));
    return lines;
  }
}
