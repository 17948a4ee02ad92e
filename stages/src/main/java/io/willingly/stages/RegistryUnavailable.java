package io.willingly.stages;

/** The registry must be asked and does not answer: the record is tried again, never rejected. */
public final class RegistryUnavailable extends RuntimeException {
  RegistryUnavailable(String message) {
    super(message);
  }
}
