// From what a file says to a recorded log: identifiers become pseudonyms, records already known add nothing, and where
// a later file says otherwise the earlier record is withdrawn, never overwritten.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "formats/mapping.hpp"
#include "formats/source_event.hpp"
#include "recorded/record.hpp"
#include "recording/pseudonym.hpp"
#include "vocabulary/result.hpp"

namespace permap {

struct RecordingSettings {
    std::string target;               // the log
    bool adds_to_log = false;         // it is there already
    bool overwrite = false;           // else it may not be there
    std::optional<PseudonymKey> key;  // none: identifiers are kept as they are (public or invented data only)
    std::optional<LaterFile> later_file;
    bool rejects_repeats = false;  // two rows that say the same are one too many (tables; not event logs)
};

// What an import did.
struct Recorded {
    std::int64_t children = 0;      // in the file
    std::int64_t new_children = 0;  // not in the log before
    std::int64_t records = 0;       // in the file
    std::int64_t added = 0, withdrawn = 0, unchanged = 0;
    std::int64_t relations = 0;  // new ones
};

// Where the file says something else of children whom the log knows already, and neither visits nor `later_file` tell
// what that means, finish() is a problem that asks.
class Recording : public RecordSink {
public:
    static Result<std::unique_ptr<Recording>> begin(const RecordingSettings& settings);
    ~Recording() override;

    void add(const SourceEvent& event) override;
    void add(const SourceRelation& relation) override;
    void reject(const RowProblem& problem) override;

    const std::vector<RowProblem>& rejected() const;  // the first 100,000; `child` is a pseudonym by now
    std::int64_t rejects() const;                     // rows; all of them
    std::optional<Instant> latest() const;            // of all records' times

    // Writes the log; `import` without counts. Nothing is written where nothing was added.
    Result<Recorded> finish(Import import);

private:
    struct State;
    explicit Recording(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace permap
