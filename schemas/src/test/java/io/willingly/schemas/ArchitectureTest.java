package io.willingly.schemas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.willingly.schemas",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule DEPENDS_ON_AVRO_AND_THE_DOMAIN_ONLY =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "io.willingly.schemas..",
              "io.willingly.event..",
              "io.willingly.metrics..",
              "org.apache.avro..",
              "com.fasterxml.jackson..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule JSON_IS_OF_THE_REGISTRY_CLIENT =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.HttpSchemaIds(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule TOPICS_KNOW_NEITHER_BYTES_NOR_FACTS =
      noClasses()
          .that()
          .resideInAPackage("..topic..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..schemas.wire..", "..schemas.facts..");

  @ArchTest
  static final ArchRule WIRE_AND_FACTS_ARE_INDEPENDENT =
      noClasses()
          .that()
          .resideInAPackage("..schemas.wire..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..schemas.facts..");
}
