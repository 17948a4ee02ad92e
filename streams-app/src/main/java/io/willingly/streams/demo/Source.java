package io.willingly.streams.demo;

/** The systems the simulated company runs. */
final class Source {
  static final String CRM = "demo-crm";
  static final String BILLING = "demo-billing";
  static final String CALLS = "demo-calls";
  static final String SURVEYS = "demo-surveys";
  static final String REFERRALS = "demo-referrals";
  static final String DIRECTORY = "demo-directory";
  static final String PRIVACY = "demo-privacy";

  private Source() {}
}
