/** What a reason means, without the numbers of its rules in front. */
export function without(meaning) {
  return (meaning ?? "").replace(/^(R\d+(, )?)+: /, "");
}
