package io.willingly.streams.demo;

/** How a rep presses. Two of the three do no harm: research finds only aggressive pressure does. */
public enum Style {
  GENTLE,
  DIRECTIVE,
  AGGRESSIVE
}
