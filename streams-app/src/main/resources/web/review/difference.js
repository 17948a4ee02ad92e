// Whether two rates can be told apart. Never "up" for noise.

/**
 * The difference of two independent rates with its interval, from their own (Newcombe 1998, method 10: each bound
 * is as far from the difference as the bounds of both are from their rates, squared and added).
 *
 * @param now {value, low, high}
 * @param then the same
 * @returns {{by, low, high, told: boolean}|null} null where one of them is not known well enough
 */
export function difference(now, then) {
  if (!known(now) || !known(then)) return null;
  const by = now.value - then.value;
  const low = by - Math.hypot(now.value - now.low, then.high - then.value);
  const high = by + Math.hypot(now.high - now.value, then.value - then.low);
  return { by, low, high, told: low > 0 || high < 0 };
}

/** A rate against a number that is none of chance, such as a target. */
export function against(now, fixed) {
  if (!known(now) || fixed === null || fixed === undefined) return null;
  return {
    by: now.value - fixed,
    low: now.low - fixed,
    high: now.high - fixed,
    told: now.low > fixed || now.high < fixed,
  };
}

function known(rate) {
  return rate && [rate.value, rate.low, rate.high].every((each) => each !== null && each !== undefined);
}

const points = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: "exceptZero" });

/** "+2.1 of 100, likely +0.4 to +3.8". */
export function inWords({ by, low, high }) {
  return `${point(by)}, likely ${point(low)} to ${point(high)}`;
}

export function point(share) {
  return points.format(Math.round(share * 1000) / 10).replace("-", "−");
}
