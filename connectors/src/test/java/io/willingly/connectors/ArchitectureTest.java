package io.willingly.connectors;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.willingly.connectors",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.willingly.connectors.";

  @ArchTest
  static final ArchRule KAFKA_IN_ONE_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "connect")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", ROOT + "connect")
          .because("the command line uses the rest, and a worker brings Kafka's classes");

  @ArchTest
  static final ArchRule MAPPINGS_KNOW_NO_HOST =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + "mapping", ROOT + "guess")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + "records", ROOT + "webhook", ROOT + "pull");

  @ArchTest
  static final ArchRule RECORDS_KNOW_NO_TRANSPORT =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "records")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + "guess", ROOT + "webhook", ROOT + "pull");

  @ArchTest
  static final ArchRule TRANSPORTS_ARE_INDEPENDENT =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "webhook")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "pull")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule PULL_KNOWS_NO_WEBHOOK =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "pull")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "webhook")
          .allowEmptyShould(true);
}
