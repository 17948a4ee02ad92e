package io.willingly.streams.trial;

import java.io.IOException;
import java.io.InputStream;

/** A file that is handed in, wherever its bytes are. */
public interface NamedContent {
  /** Its name; only the last part of a path counts. */
  String name();

  /** Its bytes, from the beginning. */
  InputStream open() throws IOException;
}
