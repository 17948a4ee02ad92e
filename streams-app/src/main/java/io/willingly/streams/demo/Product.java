package io.willingly.streams.demo;

/** What the company sells. */
enum Product {
  ORCHARD("orchard-platform", true, 1_200_000),
  HARVEST("harvest-analytics", true, 480_000),
  ALMANAC("almanac-support", true, 240_000),
  SEEDLING("seedling-sensors", false, 650_000),
  TRELLIS("trellis-services", false, 900_000);

  private final String line;
  private final boolean recurring;
  private final long listMinor;

  Product(String line, boolean recurring, long listMinor) {
    this.line = line;
    this.recurring = recurring;
    this.listMinor = listMinor;
  }

  String line() {
    return line;
  }

  boolean recurring() {
    return recurring;
  }

  long listMinor() {
    return listMinor;
  }
}
