package io.willingly.streams.topology;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;

/** A topology as a Mermaid flow chart: topics, processors and their stores. */
final class MermaidDiagram {
  private final StringBuilder text =
      new StringBuilder("%% Generated from the topology; -Dgolden.update rewrites it.\n");
  private final SortedSet<String> topics = new TreeSet<>();
  private final SortedSet<String> edges = new TreeSet<>();

  private MermaidDiagram() {}

  static String of(TopologyDescription topology) {
    MermaidDiagram diagram = new MermaidDiagram();
    diagram.text.append("flowchart LR\n");
    topology.subtopologies().stream()
        .sorted(Comparator.comparingInt(Subtopology::id))
        .forEach(diagram::subtopology);
    diagram.topics.forEach(
        topic -> diagram.text.append("  %s[(\"%s\")]\n".formatted(id("topic", topic), topic)));
    diagram.edges.forEach(edge -> diagram.text.append("  ").append(edge).append('\n'));
    return diagram.text.toString();
  }

  private void subtopology(Subtopology part) {
    text.append("  subgraph sub%d[\"sub-topology %d\"]\n".formatted(part.id(), part.id()));
    part.nodes().stream()
        .sorted(Comparator.comparing(Node::name))
        .filter(Processor.class::isInstance)
        .map(Processor.class::cast)
        .forEach(this::processor);
    text.append("  end\n");
    part.nodes().forEach(this::connect);
  }

  private void processor(Processor processor) {
    List<String> stores =
        processor.stores().stream().filter(MermaidDiagram::isLogged).sorted().toList();
    String label =
        stores.isEmpty()
            ? processor.name()
            : processor.name() + "<br/>store " + String.join(", ", stores);
    text.append("    %s[\"%s\"]\n".formatted(id("node", processor.name()), label));
  }

  /** Buffers are not state: they are empty after every commit. */
  private static boolean isLogged(String store) {
    return !store.endsWith("-changes") && !store.endsWith("-sums");
  }

  private void connect(Node node) {
    for (Node next : node.successors()) {
      for (String from : ends(node)) {
        for (String to : ends(next)) {
          edges.add(from + " --> " + to);
        }
      }
    }
  }

  private List<String> ends(Node node) {
    if (node instanceof Source source) {
      Set<String> names = source.topicSet();
      topics.addAll(names);
      return names.stream().sorted().map(name -> id("topic", name)).toList();
    }
    if (node instanceof Sink sink) {
      topics.add(sink.topic());
      return List.of(id("topic", sink.topic()));
    }
    return List.of(id("node", node.name()));
  }

  private static String id(String kind, String name) {
    return kind + "_" + name.replaceAll("[^a-zA-Z0-9]", "_");
  }
}
