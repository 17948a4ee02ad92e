package io.willingly.streams.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.metrics.scope.ScopeId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ViewerTest {
  private static final Groups GROUPS = new Groups(reps(), 5);
  private static final ScopeId COMPANY = ScopeId.organisation("company");

  /** Who asks, as columns; + may, - may not, s is hidden as a small group. */
  private static final Map<String, Viewer> VIEWERS = viewers();

  /**
   * North has seven reps, south five, tiny three. Who leads north could compute tiny from the
   * company, north and south, so that south is hidden too; likewise north from who leads south.
   */
  private static final String TABLE =
      """
      thing               n1 s1 t1 north south tiny n1+eng company engineer owner nobody
      rep n1              +  -  -  +     -     -    +      +       -        +     -
      rep n2              -  -  -  +     -     -    -      +       -        +     -
      rep s1              -  +  -  -     +     -    -      +       -        +     -
      rep nobody          -  -  -  -     -     -    -      +       -        +     -
      team north          +  -  -  +     s     +    +      +       -        +     -
      team south          -  s  -  s     +     +    -      +       -        +     -
      team tiny           -  -  s  s     s     +    -      +       -        +     -
      team nobody         -  -  -  s     s     s    -      +       -        +     -
      team ~self-serve    -  -  -  +     +     +    -      +       -        +     -
      company             +  +  +  +     +     +    +      +       +        +     -
      deals of rep n1     +  -  -  +     -     -    +      +       -        +     -
      deals of rep n2     -  -  -  +     -     -    -      +       -        +     -
      deals of team north -  -  -  +     -     -    -      +       -        +     -
      deals of team tiny  -  -  -  -     -     +    -      +       -        +     -
      deals of company    -  -  -  -     -     -    -      +       -        +     -
      deal of n1          +  -  -  +     -     -    +      +       -        +     -
      deal of t2          -  -  -  -     -     +    -      +       -        +     -
      deal of nobody      -  -  -  -     -     -    -      +       -        +     -
      operate             -  -  -  -     -     -    +      -       +        +     -
      definitions         +  +  +  +     +     +    +      +       +        +     -
      decide              -  -  -  -     -     -    -      +       -        +     -
      access log          -  -  -  -     -     -    -      +       -        +     -
      """;

  private static Map<String, String> reps() {
    Map<String, String> teams = new HashMap<>();
    for (int i = 1; i <= 7; i++) {
      teams.put("n" + i, "north");
    }
    for (int i = 1; i <= 5; i++) {
      teams.put("s" + i, "south");
    }
    for (int i = 1; i <= 3; i++) {
      teams.put("t" + i, "tiny");
    }
    return teams;
  }

  private static Map<String, Viewer> viewers() {
    Map<String, Viewer> viewers = new LinkedHashMap<>();
    for (String rep : List.of("n1", "s1", "t1")) {
      viewers.put(rep, new Viewer("Ada", EnumSet.of(Role.SELF), rep, Set.of()));
    }
    for (String team : List.of("north", "south", "tiny")) {
      viewers.put(team, new Viewer("Ada", EnumSet.of(Role.TEAM), null, Set.of(team)));
    }
    viewers.put("n1+eng", new Viewer("Ada", EnumSet.of(Role.SELF, Role.ENGINEER), "n1", Set.of()));
    viewers.put("company", new Viewer("Ada", EnumSet.of(Role.COMPANY), null, Set.of()));
    viewers.put("engineer", new Viewer("Ada", EnumSet.of(Role.ENGINEER), null, Set.of()));
    viewers.put("owner", Viewer.localOwner());
    viewers.put("nobody", new Viewer("Ada", Set.of(), null, Set.of()));
    return viewers;
  }

  private static Function<Viewer, Access> ask(String thing) {
    String[] words = thing.split(" ", -1);
    String last = words[words.length - 1];
    return switch (words[0]) {
      case "rep" -> viewer -> viewer.maySee(ScopeId.rep(last), GROUPS);
      case "team" -> viewer -> viewer.maySee(ScopeId.team(last), GROUPS);
      case "company" -> viewer -> viewer.maySee(COMPANY, GROUPS);
      case "deals" -> viewer -> viewer.mayReadDealsOf(scope(words[2], last), GROUPS);
      case "deal" ->
          viewer ->
              viewer.mayReadDeal(last.equals("nobody") ? null : last, GROUPS.teamByRep().get(last));
      case "operate" -> Viewer::mayOperate;
      case "definitions" -> Viewer::mayReadDefinitions;
      case "decide" -> Viewer::mayDecide;
      case "access" -> Viewer::mayReadAccessLog;
      default -> throw new AssertionError(thing);
    };
  }

  private static ScopeId scope(String kind, String id) {
    return switch (kind) {
      case "rep" -> ScopeId.rep(id);
      case "team" -> ScopeId.team(id);
      default -> COMPANY;
    };
  }

  @TestFactory
  List<DynamicTest> everyRoleSeesWhatTheTableSays() {
    List<String> lines = TABLE.lines().toList();
    int width = lines.get(0).indexOf("n1");
    assertThat(Arrays.asList(lines.get(0).substring(width).split(" +", -1)))
        .containsExactlyElementsOf(VIEWERS.keySet());
    return lines.stream()
        .skip(1)
        .map(
            line -> {
              String thing = line.substring(0, width).strip();
              return DynamicTest.dynamicTest(
                  thing,
                  () ->
                      assertThat(VIEWERS.values())
                          .extracting(viewer -> sign(ask(thing).apply(viewer)))
                          .containsExactly(line.substring(width).split(" +", -1)));
            })
        .toList();
  }

  private static String sign(Access access) {
    return access.granted() ? "+" : access.text().startsWith("small group: ") ? "s" : "-";
  }

  @Test
  void aTotalOfTooFewIsHiddenFromAllWhoMayNotSeeThoseReps() {
    Groups few = new Groups(Map.of("n1", "north", "n2", "north", "s1", "south"), 3);
    Groups enough = new Groups(Map.of("n1", "north", "n2", "north", "s1", "south"), 2);

    assertThat(sign(viewer("engineer").maySee(COMPANY, few))).isEqualTo("+");
    assertThat(sign(viewer("n1").maySee(COMPANY, few))).isEqualTo("s");
    assertThat(sign(viewer("n1").maySee(COMPANY, enough))).isEqualTo("+");
    assertThat(sign(viewer("north").maySee(COMPANY, enough))).isEqualTo("s");
    assertThat(sign(viewer("company").maySee(COMPANY, few))).isEqualTo("+");
  }

  @Test
  void visibleTeamsAreThoseWhoseTotalsMayBeSeen() {
    VIEWERS.forEach(
        (who, viewer) ->
            assertThat(viewer.visibleTeams(GROUPS))
                .as(who)
                .containsExactlyElementsOf(
                    List.of("north", "south", "tiny").stream()
                        .filter(team -> viewer.maySee(ScopeId.team(team), GROUPS).granted())
                        .toList()));
  }

  @Test
  void aRefusalSaysWhatIsMissingAndWhomToAskAndNotWhetherItExists() {
    Access known = viewer("n1").maySee(ScopeId.rep("n2"), GROUPS);
    Access unknown = viewer("n1").maySee(ScopeId.rep("nobody"), GROUPS);

    assertThat(known).isEqualTo(unknown);
    assertThat(viewer("south").maySee(ScopeId.team("tiny"), GROUPS))
        .isEqualTo(viewer("south").maySee(ScopeId.team("nobody"), GROUPS));
    assertThat(viewer("n1").mayReadDeal("n2", "north"))
        .isEqualTo(viewer("n1").mayReadDeal(null, null));
    assertThatThrownBy(known::orThrow)
        .isInstanceOf(Denied.class)
        .hasMessage(
            "seeing this rep needs role 'self' of that rep, 'team' of their team or 'company'; you"
                + " have self; whoever runs Willingly here grants it with `willingly access add`");
  }

  @Test
  void whatIsGrantedGoesOn() {
    Access granted = viewer("company").mayDecide();

    granted.orThrow();

    assertThat(granted.granted()).isTrue();
  }

  @Test
  void rolesNeedWhatTheyAreAbout() {
    assertThatThrownBy(() -> new Viewer("Ada", Set.of(Role.SELF), null, Set.of()))
        .hasMessageContaining("rep and role self");
    assertThatThrownBy(() -> new Viewer("Ada", Set.of(Role.COMPANY), "n1", Set.of()))
        .hasMessageContaining("rep and role self");
    assertThatThrownBy(() -> new Viewer("Ada", Set.of(Role.TEAM), null, Set.of()))
        .hasMessageContaining("teams and role team");
    assertThatThrownBy(() -> new Viewer("Ada", Set.of(Role.COMPANY), null, Set.of("north")))
        .hasMessageContaining("teams and role team");
    assertThatThrownBy(() -> new Viewer("A\nB", Set.of(Role.COMPANY), null, Set.of()))
        .hasMessageContaining("name");
    assertThatThrownBy(() -> Role.parse("boss"))
        .hasMessage("no role: 'boss'; expected is one of [self, team, company, engineer]");
    assertThat(Role.parse("Self")).isEqualTo(Role.SELF);
  }

  private static Viewer viewer(String who) {
    Viewer viewer = VIEWERS.get(who);
    if (viewer == null) {
      throw new AssertionError(who);
    }
    return viewer;
  }
}
