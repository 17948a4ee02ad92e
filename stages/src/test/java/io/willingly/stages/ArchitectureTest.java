package io.willingly.stages;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

@AnalyzeClasses(
    packages = "io.willingly.stages",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final Set<String> AMBIENT =
      Set.of("now", "currentTimeMillis", "systemDefault", "systemDefaultZone", "systemUTC");

  @ArchTest
  static final ArchRule KNOWS_NO_ENGINE =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "io.willingly.stages..",
              "io.willingly.schemas..",
              "io.willingly.event..",
              "io.willingly.metrics..",
              "org.apache.avro..",
              "org.jspecify..")
          .because("Kafka Streams and Flink run the same steps");

  @ArchTest
  static final ArchRule HAS_NO_CLOCK =
      noClasses()
          .should()
          .accessTargetWhere(describe("time or zone of the machine", ArchitectureTest::isAmbient))
          .because("event time decides; the day of rolling windows is handed in (R56)");

  @ArchTest
  static final ArchRule WHAT_IS_KEPT_HAS_NO_LANGUAGE =
      noClasses()
          .should()
          .callMethod(String.class, "formatted", Object[].class)
          .orShould()
          .callMethod(String.class, "format", String.class, Object[].class)
          .because("digits are those of the machine's language, and rows outlive the machine");

  private static boolean isAmbient(JavaAccess<?> access) {
    String owner = access.getTarget().getOwner().getPackageName();
    return AMBIENT.contains(access.getTarget().getName())
        && (owner.equals("java.time") || owner.equals("java.lang"));
  }
}
