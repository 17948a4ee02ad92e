// Periods of the calendar, by the names the API knows them under.

const DAY = 86_400_000;

export function utc(date) {
  return new Date(`${date}T00:00:00Z`);
}

export function iso(date) {
  return date.toISOString().slice(0, 10);
}

/** The day so many days after, of ISO days. */
export function plusDays(date, days) {
  return iso(new Date(utc(date).getTime() + days * DAY));
}

function month(year, index) {
  const date = new Date(Date.UTC(year, index, 1));
  return iso(date).slice(0, 7);
}

function quarter(year, index) {
  const date = new Date(Date.UTC(year, index * 3, 1));
  return `${date.getUTCFullYear()}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
}

/** The quarter a day lies in, or one so many later. */
export function quarterOf(date, later = 0) {
  const [year, index] = date.split("-").map(Number);
  return quarter(year, Math.floor((index - 1) / 3) + later);
}

/** The month a day lies in, or one so many later. */
export function monthOf(date, later = 0) {
  const [year, index] = date.split("-").map(Number);
  return month(year, index - 1 + later);
}

/** First day of a month, quarter or year, and the first day after it; null of other periods. */
export function days(name) {
  const [, year, kind, number] = /^(\d{4})(?:-(Q?)(\d{1,2}))?$/.exec(name) ?? [];
  if (!year) return null;
  const length = number === undefined ? 12 : kind ? 3 : 1;
  const first = number === undefined ? 0 : (number - 1) * length;
  return { first: new Date(Date.UTC(+year, first, 1)), after: new Date(Date.UTC(+year, first + length, 1)) };
}

/**
 * What a period is set against, as parameters of a question; null where there is nothing.
 *
 * @param back "before" for the one just before, "year" for the same a year ago
 * @param today as ISO day
 */
export function earlier(name, back, today) {
  const [year, part] = name.split("-");
  const rolling = /^rolling-(\d+)d$/.exec(name);
  if (rolling) {
    const length = +rolling[1];
    const asOf = plusDays(today, back === "year" ? -365 : -length);
    return { period: name, asOf };
  }
  if (name === "all" || !/^\d{4}$/.test(year)) return null;
  if (back === "year" || part === undefined) {
    return { period: [year - 1, part].filter(Boolean).join("-") };
  }
  return part.startsWith("Q")
    ? { period: quarter(+year, part[1] - 2) }
    : /^\d\d$/.test(part)
      ? { period: month(+year, part - 2) }
      : null;
}

const SHORT = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", month: "short" });

/** For an axis: "Jan\n2026", "Q1\n2026", "W05\n2026"; the year only where it begins or `first`. */
export function tick(name, first) {
  const [year, part] = name.split("-");
  const text = /^\d\d$/.test(part ?? "") ? SHORT.format(utc(`${name}-01`)) : (part ?? year);
  return part && (first || /^(01|Q1|W01)$/.test(part)) ? `${text}\n${year}` : text;
}
