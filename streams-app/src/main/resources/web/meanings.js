// What numbers on the page mean that are no column of the API; those that are say it themselves (/columns).

/** name -> {title, meaning, formula} */
export const MEANINGS = {
  tier: {
    title: "against the company",
    meaning:
      "Whether the rate, adjusted for few deals, lies clearly above or clearly below the company's. Of those called clear, expect at most 5 in 100 wrong. A tier is no rank.",
  },
  more_needed: {
    title: "how many more would tell",
    meaning: "How many more answers or deals, as good as those so far, would put the rate clearly above or below the company's.",
  },
  adjusted: {
    title: "like with like",
    meaning:
      "What the rate would be if the deals were of the same kinds, by product line and one-off or recurring, as those of the company. The button tells which kinds make the difference.",
    formula: "sum over kinds of deal: rate of the kind × share of the kind in the company's deals",
  },
  expected: {
    title: "expected by a day",
    meaning:
      "What the rate is expected to be once all deals are old enough. A young deal counts for as long as it was followed (Kaplan-Meier).",
  },
  verdicts: {
    title: "verdicts",
    meaning:
      "Of each deal won, what the customer told or did last: happy (told us so, sent someone, renewed, bought more), not happy (told us so, took it back), or no word yet. No word is neither.",
  },
  days_left: {
    title: "days left",
    meaning: "Days until the window closes in which taking the deal back counts. Up to then the customer can be helped.",
  },
  effect: {
    title: "what it did to the company's rate",
    meaning:
      "The company's rate over deals signed in the last 90 days before and after this one event, of 100, to the hundredth: it shows the direction, not what can be told apart.",
  },
  warned: {
    title: "deals of an early warning",
    meaning:
      "How many of the deals, or answers, since the warning began to count are taken back or regretted, or not happy with the price; beside it, how many were to be expected. It lists its deals.",
  },
  warned_expected: {
    title: "expected in an early warning",
    meaning:
      "How many there would be at the whole company's rate of the year before the quarter, for deals of the same kind; of a comparison with others, at their rate. By chance alone the stated number of warnings a quarter is false.",
  },
  lose_undecided: { title: "lost, no word yet", meaning: "Deals lost of whose customer nobody knows whether they were served well." },
  win_undecided: { title: "won, no word yet", meaning: "Deals won whose customer neither told us nor took it back." },
  contested: {
    title: "contested",
    meaning: "Facts that somebody says are wrong, and nobody has decided yet. A contest changes no number: what is wrong is corrected where it came from.",
  },
  rate_per_minute: { title: "records a minute", meaning: "Records of the source that arrived in the last minute." },
  delivered: { title: "delivered", meaning: "All records of the source that arrived. Each ends in exactly one outcome, so it is the sum of the outcomes." },
  counted: { title: "counted", meaning: "Records that are in the numbers." },
  pending: { title: "waiting", meaning: "Records that wait for another, such as an answer whose deal is not known yet; counted when it comes." },
  rejected: { title: "rejected", meaning: "Records that cannot be read or break a rule. Each names its reason, and can be sent again." },
  duplicate: { title: "duplicate", meaning: "Records that are there already, with the same id and revision." },
  superseded: { title: "replaced", meaning: "Records of which a newer revision is counted." },
  ignored: { title: "ignored", meaning: "Records that a rule of the mapping or of the rule set leaves out." },
};

/** What arrived today, by its name in /today: [name, what it is called]. */
export const TODAY = [
  ["won", "signed"],
  ["lost", "lost"],
  ["told_happy", "told us: happy"],
  ["told_unhappy", "told us: not happy"],
  ["remorse_30", "took it back or regret it"],
  ["referrals", "sent to us"],
  ["grumbled", "grumbled"],
];

export const OF_TODAY =
  "Counted is what arrived today, of deals signed whenever: what is known now less what was known yesterday. A correction may take away, so it can be less than zero.";
