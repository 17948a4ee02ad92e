package io.willingly.metrics.fact;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The ISO 4217 codes we accept and their minor-unit digits (R17).
 *
 * <p>Shipped here because {@code java.util.Currency} differs between JDK versions, and the same
 * event must not be valid on one and invalid on the other. Codes withdrawn since 2000 are kept: old
 * deals name them. Metals, funds and test codes have no minor unit and are left out.
 */
public final class Currencies {
  private static final Map<String, Integer> DIGITS = new HashMap<>();

  static {
    put(
        0,
        "ADP BEF BIF BYB BYR CLP DJF ESP GNF GRD ISK ITL JPY KMF KRW LUF MGF PTE PYG ROL RWF TRL"
            + " UGX UYI VND VUV XAF XOF XPF");
    put(
        2,
        "AED AFA AFN ALL AMD ANG AOA ARS ATS AUD AWG AYM AZM AZN BAM BBD BDT BGL BGN BMD BND BOB"
            + " BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CSD CUC CUP CVE CYP"
            + " CZK DEM DKK DOP DZD EEK EGP ERN ETB EUR FIM FJD FKP FRF GBP GEL GHC GHS GIP GMD GTQ"
            + " GWP GYD HKD HNL HRK HTG HUF IDR IEP ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP"
            + " LKR LRD LSL LTL LVL MAD MDL MGA MKD MMK MNT MOP MRO MRU MTL MUR MVR MWK MXN MXV MYR"
            + " MZM MZN NAD NGN NIO NLG NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB RUR SAR"
            + " SBD SCR SDD SDG SEK SGD SHP SIT SKK SLE SLL SOS SRD SRG SSP STD STN SVC SYP SZL THB"
            + " TJS TMM TMT TOP TRY TTD TWD TZS UAH USD USN USS UYU UZS VEB VED VEF VES WST XAD XCD"
            + " XCG YER YUM ZAR ZMK ZMW ZWD ZWG ZWL ZWN ZWR");
    put(3, "BHD IQD JOD KWD LYD OMR TND");
    put(4, "CLF UYW");
  }

  private Currencies() {}

  /** How many digits the minor unit has; empty for a code we do not know. */
  public static OptionalInt minorDigits(String code) {
    Integer digits = DIGITS.get(code);
    return digits == null ? OptionalInt.empty() : OptionalInt.of(digits);
  }

  private static void put(int digits, String codes) {
    for (String code : codes.split(" ", -1)) {
      DIGITS.put(code, digits);
    }
  }
}
