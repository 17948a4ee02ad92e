package io.willingly.schemas.topic;

import io.willingly.event.AccessLogEntry;
import io.willingly.event.AccessLogKey;
import io.willingly.event.AliasAnswer;
import io.willingly.event.AliasEntry;
import io.willingly.event.AliasQuestion;
import io.willingly.event.BaselineKey;
import io.willingly.event.BaselineVersion;
import io.willingly.event.CallEvent;
import io.willingly.event.Contest;
import io.willingly.event.ContestKey;
import io.willingly.event.CustomerErasure;
import io.willingly.event.DealEvent;
import io.willingly.event.DealVerdict;
import io.willingly.event.DealVerdictKey;
import io.willingly.event.DefinitionEntry;
import io.willingly.event.DefinitionKey;
import io.willingly.event.EventBundle;
import io.willingly.event.IngestLedgerKey;
import io.willingly.event.IngestLedgerRow;
import io.willingly.event.MappingReject;
import io.willingly.event.ModelVersion;
import io.willingly.event.ModelVersionKey;
import io.willingly.event.ObjectCount;
import io.willingly.event.ObjectCountKey;
import io.willingly.event.QualityAlarm;
import io.willingly.event.QualityAlarmKey;
import io.willingly.event.RawObject;
import io.willingly.event.ReferralEvent;
import io.willingly.event.RejectedEvent;
import io.willingly.event.RejectedEventKey;
import io.willingly.event.RepEntry;
import io.willingly.event.Restatement;
import io.willingly.event.RestatementKey;
import io.willingly.event.SaveListEntry;
import io.willingly.event.SaveListKey;
import io.willingly.event.ServiceQuality;
import io.willingly.event.ServiceQualityKey;
import io.willingly.event.SignOff;
import io.willingly.event.SignOffKey;
import io.willingly.event.SourceMapping;
import io.willingly.event.SurveyEvent;
import io.willingly.event.Target;
import io.willingly.event.TargetKey;
import io.willingly.event.WaitingObject;
import io.willingly.event.WaitingObjectKey;
import io.willingly.metrics.fact.Family;
import io.willingly.schemas.topic.Topic.Cleanup;
import io.willingly.schemas.topic.Topic.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;

/** All topics of Willingly. */
public final class Topics {
  /** Of every co-partitioned input; a deployment may choose another number for all of them. */
  public static final int INPUT_PARTITIONS = 4;

  /** R74: a larger value on an input topic is rejected as too large. */
  public static final int MAX_INPUT_BYTES = 64 << 10;

  /**
   * Header of input records with the replay run, eight bytes big-endian; absent in live traffic
   * (R6).
   */
  public static final String RUN_HEADER = "willingly-run";

  public static final Topic<String, DealEvent> DEAL_EVENTS =
      input("deal-events", DealEvent.class, "The life of deals, keyed by customerId.");
  public static final Topic<String, CallEvent> CALL_EVENTS =
      input("call-events", CallEvent.class, "Calls and meetings, keyed by customerId.");
  public static final Topic<String, SurveyEvent> SURVEY_EVENTS =
      input("survey-events", SurveyEvent.class, "The life of surveys, keyed by customerId.");
  public static final Topic<String, ReferralEvent> REFERRAL_EVENTS =
      input("referral-events", ReferralEvent.class, "Referrals, keyed by the referrer.");
  public static final Topic<String, CustomerErasure> CUSTOMER_ERASURES =
      input("customer-erasures", CustomerErasure.class, "Customers who asked to be forgotten.");
  public static final Topic<String, RepEntry> REP_DIRECTORY =
      input("rep-directory", RepEntry.class, "Names and teams of reps, keyed by repId.");
  public static final Topic<String, MappingReject> MAPPING_REJECTS =
      input(
          "mapping-rejects",
          MappingReject.class,
          "Rows that a mapping left out or could not read, keyed by any text.");

  public static final Topic<String, RawObject> RAW_OBJECTS =
      raw(
          "raw-objects",
          RawObject.class,
          Cleanup.KEEP,
          "What payloads tell of objects that are put together, keyed by source, type and id.");
  public static final Topic<String, AliasEntry> ALIASES =
      raw(
          "aliases",
          AliasEntry.class,
          Cleanup.KEEP,
          "What somebody said of who external ids are, keyed by kind, namespace and id.");
  public static final Topic<String, SourceMapping> SOURCE_MAPPINGS =
      raw(
          "source-mappings",
          SourceMapping.class,
          Cleanup.COMPACT,
          "The mapping of each source whose objects are put together, keyed by source.");
  public static final Topic<String, AliasQuestion> ALIAS_QUESTIONS =
      raw(
          "alias-questions",
          AliasQuestion.class,
          Cleanup.EXPIRE,
          "What objects that are put together ask of aliases, keyed by alias.");
  public static final Topic<String, AliasAnswer> ALIAS_ANSWERS =
      raw(
          "alias-answers",
          AliasAnswer.class,
          Cleanup.EXPIRE,
          "What they are told, keyed by object.");
  public static final Topic<String, EventBundle> EVENT_BUNDLES =
      raw(
          "event-bundles",
          EventBundle.class,
          Cleanup.KEEP,
          "Several records of one payload, from senders that can send but one.");

  public static final Topic<ServiceQualityKey, ServiceQuality> SERVICE_QUALITY =
      published(
          "service-quality",
          ServiceQualityKey.class,
          ServiceQuality.class,
          Cleanup.COMPACT,
          "The numbers of each rep, team and the organisation by period.");
  public static final Topic<DealVerdictKey, DealVerdict> DEAL_VERDICTS =
      published(
          "deal-verdicts",
          DealVerdictKey.class,
          DealVerdict.class,
          Cleanup.COMPACT,
          "The customer's verdict on each deal, with evidence.");
  public static final Topic<SaveListKey, SaveListEntry> SAVE_LIST =
      published(
          "save-list",
          SaveListKey.class,
          SaveListEntry.class,
          Cleanup.COMPACT,
          "Customers who can still be helped.");
  public static final Topic<RestatementKey, Restatement> RESTATEMENTS =
      published(
          "restatements",
          RestatementKey.class,
          Restatement.class,
          Cleanup.KEEP,
          "Changes of closed periods and their causes.");
  public static final Topic<QualityAlarmKey, QualityAlarm> QUALITY_ALARMS =
      published(
          "quality-alarms",
          QualityAlarmKey.class,
          QualityAlarm.class,
          Cleanup.KEEP,
          "Early warnings and their withdrawals.");
  public static final Topic<BaselineKey, BaselineVersion> BASELINES =
      published(
          "baselines",
          BaselineKey.class,
          BaselineVersion.class,
          Cleanup.COMPACT,
          "How rates differ between reps and teams: what comparisons draw to, week by week.");
  public static final Topic<RejectedEventKey, RejectedEvent> REJECTED_EVENTS =
      published(
          "rejected-events",
          RejectedEventKey.class,
          RejectedEvent.class,
          Cleanup.KEEP,
          "Records that are not counted, as delivered, with the reason; and, with resentAt, that one"
              + " was sent again.");
  public static final Topic<IngestLedgerKey, IngestLedgerRow> INGEST_LEDGER =
      published(
          "ingest-ledger",
          IngestLedgerKey.class,
          IngestLedgerRow.class,
          Cleanup.COMPACT,
          "How many delivered records of each source had which outcome.");

  public static final Topic<WaitingObjectKey, WaitingObject> WAITING_OBJECTS =
      published(
          "waiting-objects",
          WaitingObjectKey.class,
          WaitingObject.class,
          Cleanup.COMPACT,
          "Objects of sources of which no event can be made yet, and what they wait for.");

  public static final Topic<ObjectCountKey, ObjectCount> OBJECT_COUNTS =
      internal(
          "object-counts",
          ObjectCountKey.class,
          ObjectCount.class,
          Cleanup.COMPACT,
          "How many parts of objects each source has sent, and how many objects wait.");

  public static final Topic<DefinitionKey, DefinitionEntry> DEFINITIONS =
      internal(
          "definitions",
          DefinitionKey.class,
          DefinitionEntry.class,
          Cleanup.COMPACT,
          "Rule sets and which of them is in force.");
  public static final Topic<ModelVersionKey, ModelVersion> MODEL_VERSIONS =
      internal(
          "model-versions",
          ModelVersionKey.class,
          ModelVersion.class,
          Cleanup.COMPACT,
          "Versions of the models that derive facts.");
  public static final Topic<SignOffKey, SignOff> SIGN_OFFS =
      internal(
          "sign-offs",
          SignOffKey.class,
          SignOff.class,
          Cleanup.KEEP,
          "Who signed the figures of a period, when, and which figures.");
  public static final Topic<TargetKey, Target> TARGETS =
      internal(
          "targets",
          TargetKey.class,
          Target.class,
          Cleanup.COMPACT,
          "The rates aimed at, by scope and first day.");

  public static final Topic<ContestKey, Contest> CONTESTS =
      internal(
          "contests",
          ContestKey.class,
          Contest.class,
          Cleanup.COMPACT,
          "Facts of deals that somebody says are wrong, and what was decided.");
  public static final Topic<AccessLogKey, AccessLogEntry> ACCESS_LOG =
      internal(
          "access-log",
          AccessLogKey.class,
          AccessLogEntry.class,
          Cleanup.EXPIRE,
          "Who looked at whose numbers and deals.");

  /** All of them, inputs first. */
  public static final List<Topic<?, ? extends SpecificRecord>> ALL =
      List.of(
          DEAL_EVENTS,
          CALL_EVENTS,
          SURVEY_EVENTS,
          REFERRAL_EVENTS,
          CUSTOMER_ERASURES,
          REP_DIRECTORY,
          MAPPING_REJECTS,
          RAW_OBJECTS,
          ALIASES,
          ALIAS_QUESTIONS,
          ALIAS_ANSWERS,
          EVENT_BUNDLES,
          SOURCE_MAPPINGS,
          SERVICE_QUALITY,
          DEAL_VERDICTS,
          SAVE_LIST,
          RESTATEMENTS,
          QUALITY_ALARMS,
          BASELINES,
          REJECTED_EVENTS,
          INGEST_LEDGER,
          WAITING_OBJECTS,
          OBJECT_COUNTS,
          DEFINITIONS,
          MODEL_VERSIONS,
          SIGN_OFFS,
          TARGETS,
          CONTESTS,
          ACCESS_LOG);

  private Topics() {}

  /** The input topic of a family of facts. */
  public static Topic<String, ? extends SpecificRecord> of(Family family) {
    return switch (family) {
      case DEAL -> DEAL_EVENTS;
      case SURVEY -> SURVEY_EVENTS;
      case CALL -> CALL_EVENTS;
      case REFERRAL -> REFERRAL_EVENTS;
      case ERASURE -> CUSTOMER_ERASURES;
      case REP -> REP_DIRECTORY;
    };
  }

  /**
   * Checks the topics as a cluster has them. Inputs must be co-partitioned (R58): a customer's
   * facts would be split over two tasks; and the rep directory with them, for differences by rep
   * are partitioned like the inputs (R65).
   *
   * @param found the number of partitions of each that is there
   * @return that of each input
   * @throws IllegalArgumentException for those that are missing or unequal, with the cure
   */
  public static int inputPartitions(Map<String, Integer> found) {
    Set<String> missing = new TreeSet<>();
    Map<String, Integer> inputs = new TreeMap<>();
    for (Topic<?, ?> topic : ALL) {
      Integer partitions = found.get(topic.name());
      if (partitions == null) {
        missing.add(topic.name());
      } else if (topic.role().isCoPartitioned()) {
        inputs.put(topic.name(), partitions);
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "missing topics: %s; create them with `willingly topics create`, or give this user the right to describe them"
              .formatted(String.join(", ", missing)));
    }
    if (Set.copyOf(inputs.values()).size() != 1) {
      throw new IllegalArgumentException(
          "R58: the input topics must have equal numbers of partitions, but have "
              + inputs
              + "; none can be added or taken away without splitting what is known of a customer:"
              + " delete those that differ from the most, best while they are empty, then `willingly"
              + " topics create`, and send what they held again");
    }
    return inputs.values().iterator().next();
  }

  private static <V extends SpecificRecord> Topic<String, V> input(
      String name, Class<V> value, String doc) {
    return new Topic<>(name, String.class, value, Role.INPUT, Cleanup.KEEP, INPUT_PARTITIONS, doc);
  }

  private static <V extends SpecificRecord> Topic<String, V> raw(
      String name, Class<V> value, Cleanup cleanup, String doc) {
    return new Topic<>(name, String.class, value, Role.RAW, cleanup, INPUT_PARTITIONS, doc);
  }

  private static <K extends SpecificRecord, V extends SpecificRecord> Topic<K, V> published(
      String name, Class<K> key, Class<V> value, Cleanup cleanup, String doc) {
    return new Topic<>(name, key, value, Role.PUBLISHED, cleanup, INPUT_PARTITIONS, doc);
  }

  private static <K extends SpecificRecord, V extends SpecificRecord> Topic<K, V> internal(
      String name, Class<K> key, Class<V> value, Cleanup cleanup, String doc) {
    return new Topic<>(name, key, value, Role.INTERNAL, cleanup, 1, doc);
  }
}
