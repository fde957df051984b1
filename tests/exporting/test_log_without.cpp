#include <catch2/catch.hpp>

#include "exporting/log_without.hpp"
#include "recording/recording.hpp"
#include "small_log.hpp"
#include "store/recorded_log_file.hpp"
#include "store/temporary_folder.hpp"

using namespace permap;

namespace {

constexpr Date today{std::chrono::days{20'000}};

void bring_in(const std::string& log, bool adds, const std::vector<std::array<const char*, 3>>& rows,
              std::optional<LaterFile> later = {}) {
    RecordingSettings settings;
    settings.target = log;
    settings.adds_to_log = adds;
    settings.later_file = later;
    Result<std::unique_ptr<Recording>> recording = Recording::begin(settings);
    REQUIRE(recording);
    std::uint32_t line = 0;
    for (const auto& [child, name, at] : rows) {
        SourceEvent event;
        event.child = child;
        const std::string_view whole = name;
        if (const std::size_t equals = whole.find('='); equals != std::string_view::npos) {
            event.kind = RecordKind::attribute_set;
            event.name = whole.substr(0, equals);
            event.value = whole.substr(equals + 1);
        } else {
            event.name = whole;
        }
        event.time.at = *parse_instant(at);
        event.line = ++line;
        (*recording)->add(event);
    }
    if (!adds) {
        (*recording)->add(SourceRelation{"event", "e1", "child", "ann", "of"});
        (*recording)->add(SourceRelation{"event", "e1", "school", "s1", "at"});
        (*recording)->add(SourceRelation{"event", "e2", "child", "ben", "of"});
        (*recording)->add(SourceRelation{"event", "e2", "school", "s2", "at"});
        (*recording)->add(SourceRelation{"event", "e3", "child", "ann", "of"});  // both were there
        (*recording)->add(SourceRelation{"event", "e3", "child", "ben", "of"});
        (*recording)->add(SourceRelation{"child", "ann", "family", "f1", "member of"});
    }
    Import import;
    import.known_since = today - std::chrono::days{10};
    import.followed_until = *parse_instant("2024-06-01");
    import.format = "csv";
    import.mapping_json = "{}";
    import.rows = 3;
    const Result<Recorded> done = (*recording)->finish(import);
    REQUIRE(done);
}

// Three children in two files; the second corrects what the first said.
void write_example(const std::string& log) {
    bring_in(log, false,
             {{"ann", "secret step", "2024-01-02"},
              {"ann", "note=only of ann", "2024-01-02"},
              {"ben", "referral", "2024-01-03"},
              {"ben", "meeting", "2024-01-04"},
              {"ben", "placement=kinship", "2024-01-04"}});
    bring_in(log, true,
             {{"ben", "referral", "2024-01-03"}, {"ben", "meeting", "2024-02-04"}, {"cat", "referral", "2024-03-01"}},
             LaterFile::replaces);
}

}  // namespace

TEST_CASE("a log without a child: the others are as they were, and nothing of the child is left") {
    const TemporaryFolder folder;
    write_example(folder.file("log.permap"));
    const Result<RecordedLog> before = read_recorded_log(folder.file("log.permap"));
    REQUIRE(before);
    const Result<Written> written =
        write_log_without(folder.file("log.permap"), {true, false, false}, today, {folder.file("new.permap")});
    REQUIRE(written);
    const Result<RecordedLog> after = read_recorded_log(folder.file("new.permap"));  // verifies the seals
    REQUIRE(after);
    REQUIRE(after->journeys.size() == 2);
    CHECK(after->journeys[0].pseudonym == "ben");
    CHECK(after->journeys[1].pseudonym == "cat");
    CHECK(after->step_names == std::vector<std::string>{"referral", "meeting"});
    CHECK(after->words == std::vector<std::string>{"placement", "kinship"});
    for (const std::uint16_t known : {std::uint16_t{1}, std::uint16_t{2}}) {
        const auto was = known_records(before->journeys[1].records, known);
        const auto is = known_records(after->journeys[0].records, known);
        REQUIRE(was.size() == is.size());
        for (std::size_t i = 0; i < was.size(); ++i) {
            CHECK(was[i].at == is[i].at);
            CHECK(was[i].kind == is[i].kind);
            if (was[i].kind != RecordKind::attribute_set)
                CHECK(before->step_names[was[i].name] == after->step_names[is[i].name]);
        }
    }
    std::vector<std::string> relations;
    for (const Relation& relation : after->relations) relations.push_back(relation.from + " " + relation.to);
    CHECK(relations == std::vector<std::string>{"e2 ben", "e2 s2", "e3 ben"});
    for (const char* text : {"ann", "secret step", "only of ann"})
        CHECK(text_of_file(folder.file("new.permap")).find(text) == std::string::npos);
}

TEST_CASE("a log without a child says in its imports that it was made so") {
    const TemporaryFolder folder;
    write_example(folder.file("log.permap"));
    REQUIRE(write_log_without(folder.file("log.permap"), {false, false, true}, today, {folder.file("new.permap")}));
    const Result<RecordedLog> after = read_recorded_log(folder.file("new.permap"));
    REQUIRE(after);
    REQUIRE(after->imports.size() == 3);
    CHECK(after->imports[0].format == "csv");
    CHECK(after->imports[0].records == 5);
    CHECK(after->imports[1].records == 1);  // of ben: the corrected meeting
    CHECK(after->imports[1].withdrawn == 2);
    CHECK(after->imports[2].format == without_format);
    CHECK(after->imports[2].rows == 1);
    CHECK(after->imports[2].records == 0);
    CHECK(after->imports[2].known_since == today);
    CHECK(after->imports[2].mapping_json == "{}");
}

TEST_CASE("a log without any child is none") {
    const TemporaryFolder folder;
    write_example(folder.file("log.permap"));
    const Result<Written> written =
        write_log_without(folder.file("log.permap"), {true, true, true}, today, {folder.file("new.permap")});
    REQUIRE_FALSE(written);
    CHECK(written.problems()[0].what == "would hold no child any more");
    CHECK(folder.files() == std::vector<std::string>{"log.permap"});
}
