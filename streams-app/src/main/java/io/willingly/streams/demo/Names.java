package io.willingly.streams.demo;

import java.util.List;

/** Invented names; no real person or company is meant. */
final class Names {
  private static final List<String> FIRST =
      List.of(
          "Ada", "Bram", "Cleo", "Dario", "Elif", "Fenna", "Goran", "Hana", "Idris", "Juno",
          "Kaito", "Leora", "Milan", "Nadia", "Otis", "Petra", "Quill", "Runa", "Silas", "Tamsin",
          "Udo", "Vera", "Wim", "Xenia", "Yara", "Zeno", "Anouk", "Basil", "Carys", "Dunja", "Emre",
          "Freya", "Gideon", "Hilde", "Ivo", "Jorun", "Kirra", "Lucan", "Maeve", "Noor");
  private static final List<String> LAST =
      List.of(
          "Abernell",
          "Brixholm",
          "Calderan",
          "Dovrel",
          "Eastmere",
          "Falkenby",
          "Grantley-Os",
          "Hollis-Wren",
          "Ingersted",
          "Jarnvik",
          "Kestrelton",
          "Lindqvale",
          "Morrowen",
          "Nethery",
          "Ostergate",
          "Pellworth",
          "Quenby",
          "Ravensall",
          "Sandoval-Ek",
          "Thornquist",
          "Ulverton",
          "Vasterby",
          "Windermoor",
          "Xandrel",
          "Yarrowby",
          "Zellweg",
          "Ashcombe-Li",
          "Birkensen",
          "Corvanne",
          "Drummel",
          "Elderfen",
          "Fjordell",
          "Glenhaver",
          "Harrowgate",
          "Islemont",
          "Juniper-Vo",
          "Kroneberg",
          "Larkhill",
          "Mistrale",
          "Norwell");
  private static final List<String> TEAM =
      List.of(
          "Alder",
          "Birch",
          "Cedar",
          "Dogwood",
          "Elm",
          "Fir",
          "Ginkgo",
          "Hazel",
          "Ironwood",
          "Juniper",
          "Katsura",
          "Larch",
          "Maple",
          "Nutmeg",
          "Oak",
          "Pine",
          "Quince",
          "Rowan",
          "Spruce",
          "Tamarack",
          "Upas",
          "Viburnum",
          "Willow",
          "Xylia",
          "Yew",
          "Zelkova",
          "Aspen",
          "Beech",
          "Chestnut",
          "Damson");

  private Names() {}

  /** Unique for the first {@code 40 * 40} reps. */
  static String person(int i) {
    int size = FIRST.size();
    String name = FIRST.get(7 * i % size) + " " + LAST.get((11 * i + i / size) % size);
    return i < size * size ? name : name + " " + i / (size * size);
  }

  static String team(int i) {
    String name = TEAM.get(i % TEAM.size());
    return i < TEAM.size() ? name : name + " " + (i / TEAM.size() + 1);
  }
}
