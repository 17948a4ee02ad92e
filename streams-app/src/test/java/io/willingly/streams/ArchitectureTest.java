package io.willingly.streams;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

@AnalyzeClasses(
    packages = "io.willingly.streams",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.willingly.streams.";
  private static final Set<String> AMBIENT =
      Set.of("now", "currentTimeMillis", "systemDefault", "systemDefaultZone", "systemUTC");

  @ArchTest
  static final ArchRule INTERNALS_IN_TWO_PLACES =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "buffer")
          .and()
          .doNotHaveFullyQualifiedName(ROOT + "runtime.TaskGuard")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka.streams..internals..")
          .because("R45: an upgrade of Kafka must be able to break these only");

  @ArchTest
  static final ArchRule BUFFER_KNOWS_NO_DOMAIN =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "buffer")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.willingly.metrics..",
              "io.willingly.schemas..",
              ROOT + "state..",
              ROOT + "processor..",
              ROOT + "topology..");

  @ArchTest
  static final ArchRule STATE_KNOWS_NO_PROCESSOR =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "state")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + "processor..", ROOT + "topology..", ROOT + "runtime..");

  @ArchTest
  static final ArchRule PROCESSORS_KNOW_NO_GRAPH =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "processor")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT + "topology..",
              ROOT + "runtime..",
              ROOT + "query..",
              ROOT + "cli..",
              "io.willingly.connectors..");

  @ArchTest
  static final ArchRule TOPOLOGY_KNOWS_NO_RUNTIME =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "topology")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT + "runtime..", ROOT + "query..", ROOT + "cli..", ROOT + "demo..");

  @ArchTest
  static final ArchRule PIPELINE_KNOWS_NO_EDGE =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + "assemble", ROOT + "runtime", ROOT + "query", ROOT + "signoff")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + "cli..", ROOT + "demo..", ROOT + "peer..")
          .because("the command line and the demo are composed around the pipeline");

  @ArchTest
  static final ArchRule ACCESS_KNOWS_NO_EDGE =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "access")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT + "cli..",
              ROOT + "http..",
              ROOT + "live..",
              ROOT + "query..",
              ROOT + "peer..",
              ROOT + "demo..")
          .because("who may see what is decided in one place, whichever way is asked");

  @ArchTest
  static final ArchRule QUERIES_READ_STATE_ONLY =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "query")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + "processor..", ROOT + "topology..", ROOT + "runtime..");

  @ArchTest
  static final ArchRule LIVE_KNOWS_NO_WIRE =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "live")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT + "http..",
              ROOT + "access..",
              ROOT + "cli..",
              ROOT + "peer..",
              ROOT + "processor..",
              ROOT + "topology..",
              ROOT + "state..",
              "io.javalin..",
              "org.eclipse.jetty..",
              "jakarta.servlet..")
          .because("how events travel, and who may see what, is the server's");

  @ArchTest
  static final ArchRule PIPELINE_KNOWS_NO_LIVE_VIEW =
      noClasses()
          .that()
          .resideInAnyPackage(
              ROOT + "runtime", ROOT + "query", ROOT + "processor", ROOT + "topology")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "live..");

  @ArchTest
  static final ArchRule ONLY_METERS_KNOW_WHO_MONITORS =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "meters", ROOT + "cli")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + "meters..", "io.micrometer..", "io.prometheus..")
          .because(
              "what is measured tells whoever listens; another monitoring is another listener");

  @ArchTest
  static final ArchRule NOBODY_NEEDS_A_MAIN =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("Main")
          .should()
          .dependOnClassesThat()
          .haveSimpleNameEndingWith("Main");

  @ArchTest
  static final ArchRule CLOCKS_AT_THE_EDGES =
      noClasses()
          .that()
          .resideInAnyPackage(
              ROOT + "buffer",
              ROOT + "state",
              ROOT + "processor",
              ROOT + "topology",
              ROOT + "query")
          .should()
          .accessTargetWhere(describe("time or zone of the machine", ArchitectureTest::isAmbient))
          .because("event time decides; the one clock, for rolling windows, is handed in (R56)");

  @ArchTest
  static final ArchRule WHAT_IS_KEPT_HAS_NO_LANGUAGE =
      noClasses()
          .that()
          .resideInAnyPackage(
              ROOT + "buffer", ROOT + "state", ROOT + "processor", ROOT + "topology")
          .should()
          .callMethod(String.class, "formatted", Object[].class)
          .orShould()
          .callMethod(String.class, "format", String.class, Object[].class)
          .because("digits are those of the machine's language, and rows outlive the machine");

  @ArchTest
  static final ArchRule NEVER_PAUSED =
      noClasses()
          .should()
          .accessTargetWhere(
              describe(
                  "KafkaStreams.pause or resume",
                  access ->
                      Set.of("pause", "resume").contains(access.getTarget().getName())
                          && access
                              .getTarget()
                              .getOwner()
                              .getFullName()
                              .equals("org.apache.kafka.streams.KafkaStreams")))
          .because("a paused client commits nothing and cannot be told from a hanging one");

  private static boolean isAmbient(JavaAccess<?> access) {
    String owner = access.getTarget().getOwner().getPackageName();
    return AMBIENT.contains(access.getTarget().getName())
        && (owner.equals("java.time") || owner.equals("java.lang"));
  }
}
