package io.willingly.metrics;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(
    packages = "io.willingly.metrics",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final Set<String> AMBIENT =
      Set.of(
          "now",
          "currentTimeMillis",
          "nanoTime",
          "systemDefault",
          "systemDefaultZone",
          "systemUTC",
          "getDefault",
          "random",
          "randomUUID");

  @ArchTest
  static final ArchRule PLAIN_JAVA =
      classes()
          .that()
          .resideOutsideOfPackage("..metrics.statistics..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "io.willingly.metrics..")
          .because("every engine runs the same definitions; what moves the data stays outside");

  @ArchTest
  static final ArchRule DISTRIBUTIONS_ARE_THE_LIBRARYS =
      classes()
          .that()
          .resideInAPackage("..metrics.statistics..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "org.apache.commons.statistics..",
              "org.apache.commons.numbers..",
              "io.willingly.metrics.statistics..")
          .because("statistics are functions of integers, whatever these count");

  @ArchTest
  static final ArchRule NO_CLOCK_AND_NO_CHANCE =
      noClasses()
          .should()
          .accessTargetWhere(
              describe("time, zone, locale or chance of the machine", ArchitectureTest::isAmbient))
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Random.class)
          .orShould()
          .callConstructor(SplittableRandom.class)
          .because(
              "the same facts must give the same integers on every machine and day (R93); take the"
                  + " arrival from the fact and the zone from the Definition");

  @ArchTest
  static final ArchRule INTEGERS_ONLY =
      noFields()
          .that()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackages("..metrics.statistics..", "..metrics.alarm..")
          .should()
          .haveRawType(describe("a float", ArchitectureTest::isFloat))
          .because(
              "rates are computed from integers at the edge, never stored as a float; so are"
                  + " alarms (R75)");

  @ArchTest
  static final ArchRule NO_STATIC_STATE =
      fields()
          .that()
          .areStatic()
          .should()
          .beFinal()
          .because("a fold shared by threads and tests must not remember");

  @ArchTest
  static final ArchRule NULL_MARKED =
      classes()
          .should(
              ArchCondition.from(
                  describe(
                      "be in a package whose package-info.java says @NullMarked",
                      type -> type.getPackage().isAnnotatedWith(NullMarked.class))))
          .because("NullAway checks marked packages only");

  @ArchTest
  static final ArchRule ONE_DIRECTION =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("fact")
          .definedBy("..metrics.fact..")
          .layer("codec")
          .definedBy("..metrics.codec..")
          .layer("definition")
          .definedBy("..metrics.definition..")
          .layer("tally")
          .definedBy("..metrics.tally..")
          .layer("fold")
          .definedBy("..metrics.fold..")
          .layer("period")
          .definedBy("..metrics.period..")
          .layer("scope")
          .definedBy("..metrics.scope..")
          .layer("quality")
          .definedBy("..metrics.quality..")
          .layer("judgement")
          .definedBy(
              "..metrics.alarm..",
              "..metrics.claim..",
              "..metrics.comparison..",
              "..metrics.integrity..")
          .whereLayer("fact")
          .mayNotAccessAnyLayer()
          .whereLayer("codec")
          .mayNotAccessAnyLayer()
          .whereLayer("definition")
          .mayNotAccessAnyLayer()
          .whereLayer("period")
          .mayNotAccessAnyLayer()
          .whereLayer("tally")
          .mayOnlyAccessLayers("fact", "codec", "definition")
          .whereLayer("fold")
          .mayOnlyAccessLayers("fact", "codec", "definition", "tally")
          .whereLayer("scope")
          .mayOnlyAccessLayers("fact", "codec", "definition", "tally", "fold", "period")
          .whereLayer("quality")
          .mayOnlyBeAccessedByLayers("judgement")
          .whereLayer("judgement")
          .mayNotBeAccessedByAnyLayer()
          .because("docs/architecture.md draws it so: a rule never knows who publishes it");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.willingly.metrics.(*)..").should().beFreeOfCycles();

  private static boolean isAmbient(JavaAccess<?> access) {
    return AMBIENT.contains(access.getName())
        && access.getTargetOwner().getPackageName().startsWith("java.");
  }

  private static boolean isFloat(JavaClass type) {
    return type.isEquivalentTo(float.class)
        || type.isEquivalentTo(double.class)
        || type.isEquivalentTo(Float.class)
        || type.isEquivalentTo(Double.class);
  }
}
