package io.willingly.streams.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeerTest {
  private static final String TOKEN = "secret";

  /** What a read side may look like. */
  public interface Shop {
    Map<String, Price> prices(List<Price> asked, int times);

    @Nullable Price cheapest(String what);

    Tally sold();
  }

  /** An answer with alternatives. */
  public sealed interface Price {
    /** It has one. */
    record Known(long cents, @Nullable String note) implements Price {}

    /** It has none. */
    record Free() implements Price {}
  }

  private static final Tally SOLD =
      new Tally.Builder().add(TallyField.WON, 3).add(TallyField.PACE_DAYS, 7, -2).build();

  private final PeerServer server =
      PeerServer.start(TOKEN)
          .answer(
              Shop.class,
              new Shop() {
                @Override
                public Map<String, Price> prices(List<Price> asked, int times) {
                  return Map.of("first", asked.get(0), "times", new Price.Known(times, null));
                }

                @Override
                public @Nullable Price cheapest(String what) {
                  if (what.isEmpty()) {
                    throw new IllegalArgumentException("what?");
                  } else if (what.equals("fire")) {
                    throw new IllegalStateException("the shop burns");
                  }
                  return what.equals("nothing") ? null : new Price.Known(1, what);
                }

                @Override
                public Tally sold() {
                  return SOLD;
                }
              });

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void carriesArgumentsAndAnswersOfSealedTypes() {
    Shop shop = client(TOKEN);

    assertThat(shop.prices(List.of(new Price.Free()), 2))
        .isEqualTo(Map.of("first", new Price.Free(), "times", new Price.Known(2, null)));
    assertThat(shop.cheapest("tea")).isEqualTo(new Price.Known(1, "tea"));
    assertThat(shop.cheapest("nothing")).isNull();
    assertThat(shop.sold()).isEqualTo(SOLD);
  }

  @Test
  void carriesFailures() {
    Shop shop = client(TOKEN);

    assertThatThrownBy(() -> shop.cheapest(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("what?");
    assertThatThrownBy(() -> shop.cheapest("fire"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the shop burns");
  }

  @Test
  void answersOnlyWhoHasTheToken() {
    assertThatThrownBy(() -> client("guess").sold()).hasMessage("wrong token");
  }

  @Test
  void tellsThatTheOwnerIsGone() {
    Shop shop = client(TOKEN);
    server.close();

    assertThatThrownBy(shop::sold)
        .isInstanceOf(PeerClient.OwnerGone.class)
        .hasMessageContaining("willingly demo");
  }

  private Shop client(String token) {
    return PeerClient.of(
        Shop.class,
        new OwnerAddress(
            1,
            "demo",
            "1",
            "127.0.0.1:1",
            new OwnerAddress.Pipeline(true, "willingly", "", "UTC", "abc"),
            server.address(),
            token),
        note -> {});
  }
}
