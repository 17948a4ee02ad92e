package io.willingly.streams.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a name, which has at least one character that is not blank. */
final class NameConverter implements ITypeConverter<String> {
  @Override
  public String convert(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException("the name is empty");
    }
    return text.strip();
  }
}
