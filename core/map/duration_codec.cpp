#include "map/duration_codec.hpp"

#include <cmath>
#include <limits>
#include <type_traits>

namespace permap {

namespace {

const std::vector<std::string> law_words = {"fixed",   "uniform",   "triangular", "exponential", "gamma",
                                            "weibull", "lognormal", "quantiles",  "mixture"};
const std::vector<std::string> end_words = {"until_age", "until_date", "until_step", "until_timescale"};

std::vector<std::string> all_duration_words() {
    std::vector<std::string> words = law_words;
    words.insert(words.end(), end_words.begin(), end_words.end());
    return words;
}

// Natural logarithm from + - × ÷ alone: sigma is part of the map's digest, which is the same everywhere (SEMANTICS 5).
double natural_log(double x) {
    int exponent = 0;
    double mantissa = std::frexp(x, &exponent);  // exact, in [½, 1)
    if (mantissa < 0.70710678118654752) {
        mantissa *= 2;
        --exponent;
    }
    const double t = (mantissa - 1) / (mantissa + 1);  // ln m = 2 artanh t, |t| < 0.172
    double sum = 0;
    for (int k = 29; k >= 1; k -= 2) sum = sum * t * t + 1.0 / k;
    return 2 * t * sum + exponent * 0.69314718055994531;
}

constexpr double standard_normal_p90 = 1.2815515655446004;

// Reads the parameters of one law and says what is wrong with them.
class LawReader {
public:
    LawReader(ObjectReader& reader, LawSign sign)
        : reader_(reader), sign_(sign), problems_before_(reader.problems().size()) {}

    SimpleLaw simple(const std::string& word) {
        if (word == "uniform") return uniform();
        if (word == "triangular") return triangular();
        if (word == "exponential") return Exponential{positive("mean")};
        if (word == "gamma") return gamma();
        if (word == "weibull") return weibull();
        if (word == "lognormal") return lognormal();
        if (word == "quantiles") return quantiles();
        return Fixed{length("value")};
    }

    Mixture mixture() {
        Mixture mixture;
        double sum = 0;
        if (reader_.required("parts") == nullptr) return mixture;
        reader_.each("parts", [&](ObjectReader& part) {
            const double weight = part.required_number("weight");
            if (weight < 0 || weight > 1) part.fault("weight", "a weight lies between 0 and 1");
            const std::string word = part.required_text("law");
            if (word == "mixture") {
                part.fault("law", "a mixture has no mixtures inside", "list its parts here");
                part.ignore_rest();
                return;
            }
            if (!check_word(part, word, law_words)) return;
            sum += weight;
            mixture.parts.emplace_back(weight, LawReader(part, sign_).simple(word));
        });
        if (!all_sound()) return mixture;
        if (mixture.parts.empty()) {
            reader_.fault("parts", "a mixture has at least one part");
        } else if (std::abs(sum - 1) > 1e-6) {
            reader_.fault("parts", "the weights sum to " + Json(sum).dump() + ", not 1");
        }
        return mixture;
    }

    static bool check_word(ObjectReader& reader, const std::string& word, const std::vector<std::string>& known) {
        for (const std::string& candidate : known) {
            if (candidate == word) return true;
        }
        reader.ignore_rest();
        if (word.empty()) return false;  // reported as missing
        reader.fault("law", "unknown law \"" + word + "\"", hint_for(word, known));
        return false;
    }

private:
    double length(std::string_view key) {
        const double value = reader_.required_number(key);
        if (value < 0 && sign_ == LawSign::at_or_above_zero) reader_.fault(key, "a time below 0");
        return value;
    }

    double positive(std::string_view key) {
        const double value = reader_.required_number(key);
        if (reader_.find(key) != nullptr && reader_.find(key)->is_number() && !(value > 0)) {
            reader_.fault(key, "must be above 0");
        }
        return value;
    }

    Uniform uniform() {
        const Uniform law{length("min"), length("max")};
        if (all_sound() && law.min > law.max) reader_.fault({}, "min is above max");
        return law;
    }

    Triangular triangular() {
        const Triangular law{length("min"), length("mode"), length("max")};
        if (all_sound() && (law.min > law.mode || law.mode > law.max)) reader_.fault({}, "expected min <= mode <= max");
        return law;
    }

    // Braced lists are read left to right, so problems stand in the order of the keys.
    Gamma gamma() { return Gamma{positive("shape"), positive("mean")}; }
    Weibull weibull() { return Weibull{positive("shape"), positive("scale")}; }

    Lognormal lognormal() {
        Lognormal law;
        law.median = positive("median");
        const bool has_sigma = reader_.has("sigma"), has_p90 = reader_.has("p90");
        if (has_sigma == has_p90) {
            reader_.fault({}, has_sigma ? "has both sigma and p90" : "sigma (or p90) is missing",
                          "give one of the two");
        }
        if (has_sigma) {
            law.sigma = length("sigma");
            if (law.sigma < 0 && sign_ == LawSign::any) reader_.fault("sigma", "below 0");
        }
        if (has_p90) {
            const double p90 = positive("p90");
            if (all_sound() && p90 < law.median) {
                reader_.fault("p90", "is below the median");
            } else if (all_sound()) {
                law.sigma = natural_log(p90 / law.median) / standard_normal_p90;
            }
        }
        return law;
    }

    Quantiles quantiles() {
        Quantiles law;
        if (reader_.required("points") == nullptr) return law;
        reader_.each_value("points", [&](const Json& point, const std::string& where) {
            if (!point.is_array() || point.size() != 2 || !point[0].is_number() || !point[1].is_number()) {
                reader_.problems().push_back({where, "expected a point [probability, value]", ""});
                return;
            }
            const auto p = point[0].get<double>(), value = point[1].get<double>();
            if (value < 0 && sign_ == LawSign::at_or_above_zero) {
                reader_.problems().push_back({where + "/1", "a time below 0", ""});
            }
            if (std::abs(value) > 1e9)
                reader_.problems().push_back({where + "/1", "the number is too large to be meant", ""});
            if (!law.points.empty() && (p <= law.points.back().first || value < law.points.back().second)) {
                reader_.problems().push_back(
                    {where, "points rise: each probability above the last, no value below it", ""});
            }
            law.points.emplace_back(p, value);
        });
        if (!all_sound()) return law;
        if (law.points.size() < 2 || law.points.front().first != 0 || law.points.back().first != 1) {
            reader_.fault("points", "the first point has probability 0, the last 1");
        }
        return law;
    }

    // What parameters say together is worth a look only if each of them is sound.
    bool all_sound() const { return reader_.problems().size() == problems_before_; }

    ObjectReader& reader_;
    LawSign sign_;
    std::size_t problems_before_;
};

Law law_named(ObjectReader& reader, const std::string& word, LawSign sign) {
    if (word == "mixture") return LawReader(reader, sign).mixture();
    return std::visit([](auto&& law) { return Law(law); }, LawReader(reader, sign).simple(word));
}

struct LawWriter {
    Json& object;

    void operator()(const Fixed& law) const { object.update({{"law", "fixed"}, {"value", law.value}}); }
    void operator()(const Uniform& law) const {
        object.update({{"law", "uniform"}, {"min", law.min}, {"max", law.max}});
    }
    void operator()(const Triangular& law) const {
        object.update({{"law", "triangular"}, {"min", law.min}, {"mode", law.mode}, {"max", law.max}});
    }
    void operator()(const Exponential& law) const { object.update({{"law", "exponential"}, {"mean", law.mean}}); }
    void operator()(const Gamma& law) const {
        object.update({{"law", "gamma"}, {"shape", law.shape}, {"mean", law.mean}});
    }
    void operator()(const Weibull& law) const {
        object.update({{"law", "weibull"}, {"shape", law.shape}, {"scale", law.scale}});
    }
    void operator()(const Lognormal& law) const {
        object.update({{"law", "lognormal"}, {"median", law.median}, {"sigma", law.sigma}});
    }
    void operator()(const Quantiles& law) const {
        object["law"] = "quantiles";
        object["points"] = Json::array();
        for (const auto& [p, value] : law.points) object["points"].push_back(Json::array({p, value}));
    }
    void operator()(const Mixture& law) const {
        object["law"] = "mixture";
        object["parts"] = Json::array();
        for (const auto& [weight, part] : law.parts) {
            Json inner = Json::object();
            inner["weight"] = weight;
            std::visit(LawWriter{inner}, part);
            object["parts"].push_back(std::move(inner));
        }
    }
};

// A drawn time has a unit; a step that ends at an age, date or step has none.
void read_cuts(ObjectReader& reader, Duration& duration, bool is_drawn) {
    for (auto [key, cut] : {std::pair{"at_least", &duration.at_least}, std::pair{"at_most", &duration.at_most}}) {
        *cut = reader.number(key);
        if (*cut && **cut < 0) reader.fault(key, "a time below 0");
        if (*cut && !is_drawn) reader.fault(key, std::string(key) + " cuts a drawn time only");
    }
    if (duration.at_least && duration.at_most && *duration.at_least > *duration.at_most) {
        reader.fault({}, "at_least is above at_most");
    }
    duration.never_past_age = reader.number("never_past_age");
    if (duration.never_past_age && !(*duration.never_past_age > 0 && *duration.never_past_age <= 150)) {
        reader.fault("never_past_age", "expected an age in years above 0 and at most 150");
    }
}

}  // namespace

const std::vector<std::pair<std::string, TimeUnit>>& time_unit_words() {
    static const std::vector<std::pair<std::string, TimeUnit>> words = {
        {"minutes", TimeUnit::minutes},
        {"hours", TimeUnit::hours},
        {"working_days", TimeUnit::working_days},
        {"calendar_days", TimeUnit::calendar_days},
        {"weeks", TimeUnit::weeks},
        {"months", TimeUnit::months},
        {"years", TimeUnit::years},
    };
    return words;
}

std::string to_string(TimeUnit unit) {
    return time_unit_words()[static_cast<std::size_t>(unit)].first;
}

Provenance read_provenance(ObjectReader& reader) {
    Provenance from;
    from.source = reader.optional_id("source");
    from.place = reader.text("place");
    from.assumption = reader.text("assumption");
    from.low = reader.number("low");
    from.high = reader.number("high");
    if (from.source.empty() && from.assumption.empty()) {
        reader.fault({}, "a number without provenance",
                     R"(add "source": "ID" with the "place" in it, or "assumption": "the reason")");
    }
    if (!from.source.empty() && !from.assumption.empty()) {
        reader.fault({}, "has both a source and an assumption", "a number is published or assumed, not both");
    }
    if (from.source.empty() && !from.place.empty()) reader.fault("place", "a place without a source");
    if (!from.source.empty() && from.assumption.empty() && (from.low || from.high)) {
        reader.fault({}, "low and high belong to an assumption", "a published number is not drawn afresh");
    }
    for (const auto& [key, bound] : {std::pair{"low", from.low}, std::pair{"high", from.high}}) {
        if (bound && *bound < 0) reader.fault(key, "below 0");
    }
    if (from.low && from.high && *from.low > *from.high) reader.fault({}, "low is above high");
    return from;
}

void write_provenance(const Provenance& from, Json& object) {
    if (!from.source.empty()) object["source"] = from.source;
    if (!from.place.empty()) object["place"] = from.place;
    if (!from.assumption.empty()) object["assumption"] = from.assumption;
    if (from.low) object["low"] = *from.low;
    if (from.high) object["high"] = *from.high;
}

std::optional<Quantity> read_quantity(ObjectReader& parent, std::string_view key, QuantityKind kind) {
    const Json* const value = parent.find(key);
    if (value == nullptr) return std::nullopt;
    if (value->is_number()) {
        parent.fault(key, "a bare number",
                     R"(write {"value": )" + value->dump() + R"(, "assumption": "the reason"} or "source": "ID")");
        return Quantity{};
    }
    Quantity quantity;
    parent.object(key, [&](ObjectReader& reader) {
        quantity.value = reader.required_number("value");
        quantity.from = read_provenance(reader);
        const Provenance& from = quantity.from;
        const bool is_share = kind == QuantityKind::share;
        const double low = from.low.value_or(0), high = from.high.value_or(std::numeric_limits<double>::infinity());
        if (quantity.value < 0 || (is_share && quantity.value > 1)) {
            reader.fault("value", is_share ? "a probability lies between 0 and 1" : "below 0");
        } else if (low <= high && (quantity.value < low || quantity.value > high)) {
            reader.fault({}, "the value lies outside its own low and high");
        }
        if (is_share && from.high && *from.high > 1) reader.fault("high", "a probability lies between 0 and 1");
    });
    return quantity;
}

Quantity read_required_quantity(ObjectReader& parent, std::string_view key, QuantityKind kind) {
    parent.required(key);
    return read_quantity(parent, key, kind).value_or(Quantity{});
}

Json write_quantity(const Quantity& quantity) {
    Json object = Json::object();
    object["value"] = quantity.value;
    write_provenance(quantity.from, object);
    return object;
}

Law read_law(ObjectReader& reader, LawSign sign) {
    const std::string word = reader.required_text("law");
    if (!LawReader::check_word(reader, word, law_words)) return Fixed{};
    return law_named(reader, word, sign);
}

void write_law(const Law& law, Json& object) {
    std::visit(LawWriter{object}, law);
}

Duration read_duration(ObjectReader& reader) {
    Duration duration;
    const std::string word = reader.required_text("law");
    if (!LawReader::check_word(reader, word, all_duration_words())) return duration;
    bool is_drawn = false;
    if (word == "until_age") {
        UntilAge until;
        if (reader.required("age") != nullptr) {
            reader.object("age", [&](ObjectReader& age) { until.age_years = read_law(age); });
        }
        duration.ends = until;
    } else if (word == "until_date") {
        reader.required("date");
        duration.ends = UntilDate{reader.instant("date").value_or(Instant{})};
    } else if (word == "until_step") {
        duration.ends = UntilStep{reader.id("step")};
    } else if (word == "until_timescale") {
        duration.ends = UntilTimescale{};
    } else {
        is_drawn = true;
        duration.ends = Lasts{law_named(reader, word, LawSign::at_or_above_zero)};
        duration.unit = reader.choice<TimeUnit>("unit", time_unit_words(), std::nullopt);
    }
    read_cuts(reader, duration, is_drawn);
    // A wait for a step or for the step's own timescale holds no number of its own.
    const bool has_number = is_drawn || word == "until_age" || word == "until_date" || duration.never_past_age;
    if (has_number || reader.has("source") || reader.has("assumption")) {
        duration.from = read_provenance(reader);
        const Provenance& from = duration.from;
        if ((from.low && *from.low > 1) || (from.high && *from.high < 1)) {
            reader.fault({}, "low and high of a duration are factors on its length", "for example 0.5 and 2");
        }
    }
    return duration;
}

Json write_duration(const Duration& duration) {
    Json object = Json::object();
    if (const auto* lasts = std::get_if<Lasts>(&duration.ends)) {
        write_law(lasts->law, object);
        object["unit"] = to_string(duration.unit);
    } else if (const auto* age = std::get_if<UntilAge>(&duration.ends)) {
        object["law"] = "until_age";
        object["age"] = Json::object();
        write_law(age->age_years, object["age"]);
    } else if (const auto* date = std::get_if<UntilDate>(&duration.ends)) {
        object["law"] = "until_date";
        object["date"] = to_string(date->at);
    } else if (const auto* step = std::get_if<UntilStep>(&duration.ends)) {
        object["law"] = "until_step";
        object["step"] = step->step;
    } else {
        object["law"] = "until_timescale";
    }
    if (duration.at_least) object["at_least"] = *duration.at_least;
    if (duration.at_most) object["at_most"] = *duration.at_most;
    if (duration.never_past_age) object["never_past_age"] = *duration.never_past_age;
    write_provenance(duration.from, object);
    return object;
}

}  // namespace permap
