#include "formats/ssda903_tables.hpp"

#include <algorithm>

#include "vocabulary/result.hpp"

namespace permap {

namespace {

constexpr bool needed = true, given = true, key = true;

const std::vector<TableShape>& shapes() {
    using enum ColumnKind;
    static const std::vector<TableShape> all = {
        {ReturnTable::header,
         "Header",
         {{"CHILD", child, needed, given, key},
          {"SEX", code},
          {"DOB", birth, needed},
          {"ETHNIC", other, needed},
          {"UPN"},
          {"MOTHER"},
          {"MC_DOB", other_date}}},
        {ReturnTable::episodes,
         "Episodes",
         {{"CHILD", child, needed, given, key},
          {"DECOM", date, needed, given, key},
          {"RNE", code, needed, given},
          {"LS", code, needed, given},
          {"CIN", code},
          {"PLACE", code, needed, given},
          {"PLACE_PROVIDER", code},
          {"DEC", date, needed},
          {"REC", code, needed},
          {"REASON_PLACE_CHANGE", code},
          {"HOME_POST"},
          {"PL_POST"},
          {"URN"}}},
        {ReturnTable::reviews,
         "Reviews",
         {{"CHILD", child, needed, given, key},
          {"DOB", birth},
          {"REVIEW", date, needed, given, key},
          {"REVIEW_CODE", code, needed}}},
        {ReturnTable::uasc,
         "UASC",
         {{"CHILD", child, needed, given, key}, {"SEX", code}, {"DOB", birth}, {"DUC", other_date, needed}}},
        {ReturnTable::oc2,
         "OC2",
         {{"CHILD", child, needed, given, key},
          {"DOB", birth},
          {"SDQ_SCORE", code, needed},
          {"SDQ_REASON", code},
          {"CONVICTED", code},
          {"HEALTH_CHECK", code, needed},
          {"IMMUNISATIONS", code},
          {"TEETH_CHECK", code},
          {"HEALTH_ASSESSMENT", code},
          {"SUBSTANCE_MISUSE", code},
          {"INTERVENTION_RECEIVED", code},
          {"INTERVENTION_OFFERED", code}}},
        {ReturnTable::oc3,
         "OC3",
         {{"CHILD", child, needed, given, key},
          {"DOB", birth},
          {"IN_TOUCH", code, needed},
          {"ACTIV", code, needed},
          {"ACCOM", code, needed}}},
        {ReturnTable::ad1,
         "AD1",
         {{"CHILD", child, needed, given, key},
          {"DOB", birth},
          {"DATE_INT", date, needed},
          {"DATE_MATCH", date, needed},
          {"FOSTER_CARE", code},
          {"NB_ADOPTR", code},
          {"SEX_ADOPTR", code},
          {"LS_ADOPTR", code}}},
        {ReturnTable::placed_adoption,
         "PlacedAdoption",
         {{"CHILD", child, needed, given, key},
          {"DOB", birth},
          {"DATE_PLACED", date, needed, given, key},
          {"DATE_PLACED_CEASED", date, needed},
          {"REASON_PLACED_CEASED", code}}},
        {ReturnTable::prev_perm,
         "PrevPerm",
         {{"CHILD", child, needed, given, key},
          {"DOB", birth},
          {"PREV_PERM", code, needed},
          {"LA_PERM", code},
          {"DATE_PERM", other_date}}},
        {ReturnTable::missing,
         "Missing",
         {{"CHILD", child, needed, given, key},
          {"DOB", birth},
          {"MISSING", code, needed, given, key},
          {"MIS_START", date, needed, given, key},
          {"MIS_END", date, needed}}},
        {ReturnTable::sw_episodes,
         "SWEpisodes",
         {{"CHILD", child, needed, given, key},
          {"DOB", birth},
          {"SW_ID"},
          {"SW_DECOM", other_date, needed},
          {"SW_DEC", other_date},
          {"SW_REASON", code}}},
    };
    return all;
}

struct Code {
    std::string_view code, words;
};
struct CodeList {
    std::string_view field;
    std::vector<Code> codes;
};

// Wording shortened. Of P2, P3 and the reasons why an episode ceased it is in part as practitioners say it.
const std::vector<CodeList>& code_lists() {
    static const std::vector<CodeList> all = {
        {"SEX", {{"1", "male"}, {"2", "female"}}},
        {"RNE",
         {{"S", "started to be looked after"},
          {"L", "legal status only"},
          {"P", "placement and carer"},
          {"T", "placement, same carer"},
          {"B", "legal status, placement and carer"},
          {"U", "legal status and placement, same carer"}}},
        {"LS",
         {{"C1", "interim care order"},
          {"C2", "care order"},
          {"D1", "freeing order"},
          {"E1", "placement order"},
          {"V2", "accommodated by agreement"},
          {"V3", "series of short breaks"},
          {"V4", "series of short breaks"},
          {"L1", "police protection"},
          {"L2", "emergency protection order"},
          {"L3", "child assessment order"},
          {"J1", "remand"},
          {"J2", "placed under the 1984 Act"},
          {"J3", "youth rehabilitation order with residence"}}},
        {"CIN",
         {{"N1", "abuse or neglect"},
          {"N2", "disability"},
          {"N3", "parental illness or disability"},
          {"N4", "family in acute stress"},
          {"N5", "family dysfunction"},
          {"N6", "socially unacceptable behaviour"},
          {"N7", "low income"},
          {"N8", "absent parenting"}}},
        {"PLACE",
         {{"U1", "relative or friend, long term"},
          {"U2", "relative or friend, approved adopter too"},
          {"U3", "relative or friend"},
          {"U4", "foster carer, long term"},
          {"U5", "foster carer, approved adopter too"},
          {"U6", "foster carer"},
          {"A3", "for adoption by consent, with current foster carer"},
          {"A4", "for adoption by consent, with others"},
          {"A5", "for adoption by placement order, with current foster carer"},
          {"A6", "for adoption by placement order, with others"},
          {"P1", "own parents"},
          {"P2", "independent living"},
          {"P3", "residential employment"},
          {"H5", "semi-independent"},
          {"K1", "secure children's home"},
          {"K2", "children's home"},
          {"R1", "residential care home"},
          {"R2", "health establishment"},
          {"R3", "family centre or mother and baby unit"},
          {"R5", "young offender institution"},
          {"S1", "residential school"},
          {"T0", "temporary"},
          {"T1", "temporary, in hospital"},
          {"T2", "temporary, on holiday"},
          {"T3", "temporary, carer on holiday"},
          {"T4", "temporary, seven days or less"},
          {"Z1", "other"}}},
        {"PLACE_PROVIDER",
         {{"PR0", "parents"},
          {"PR1", "own authority"},
          {"PR2", "other authority"},
          {"PR3", "other public"},
          {"PR4", "private"},
          {"PR5", "voluntary"}}},
        {"REC",
         {{"X1", "continues"},
          {"E11", "adopted, nobody opposed"},
          {"E12", "adopted, consent dispensed with"},
          {"E13", "left to parents or others without responsibility"},
          {"E14", "remand ended"},
          {"E15", "age assessed as adult"},
          {"E16", "moved abroad"},
          {"E17", "aged 18, stayed with carer"},
          {"E2", "died"},
          {"E3", "care taken over by another authority"},
          {"E41", "child arrangements order"},
          {"E45", "special guardianship, relative who fostered"},
          {"E46", "special guardianship, other foster carer"},
          {"E47", "special guardianship, relative or friend"},
          {"E48", "special guardianship, other"},
          {"E4A", "returned home, planned"},
          {"E4B", "returned home, not planned"},
          {"E5", "independent living with support"},
          {"E6", "independent living without support"},
          {"E7", "adult social care"},
          {"E8", "other"},
          {"E9", "sentenced to custody"}}},
        {"REASON_PLACE_CHANGE",
         {{"CARPL", "care plan"},
          {"CLOSE", "closure"},
          {"ALLEG", "allegation"},
          {"STAND", "standards"},
          {"APPRR", "approval removed"},
          {"CREQB", "carer asks, behaviour"},
          {"CREQO", "carer asks, other"},
          {"CHILD", "child asks"},
          {"LAREQ", "authority asks"},
          {"PLACE", "change of status only"},
          {"CUSTOD", "custody"},
          {"OTHER", "other"}}},
        {"REVIEW_CODE",
         {{"PN0", ""}, {"PN1", ""}, {"PN2", ""}, {"PN3", ""}, {"PN4", ""}, {"PN5", ""}, {"PN6", ""}, {"PN7", ""}}},
        {"REASON_PLACED_CEASED",
         {{"RD1", "needs changed"},
          {"RD2", "court did not make the order"},
          {"RD3", "no adopters found"},
          {"RD4", "other"}}},
        {"MISSING", {{"M", "missing"}, {"A", "away without authorisation"}}},
    };
    return all;
}

const CodeList* list_of(std::string_view field) {
    for (const CodeList& list : code_lists())
        if (list.field == field) return &list;
    return nullptr;
}

std::string with_code(const std::string& begin, std::string_view field, std::string_view code) {
    const std::string_view words = words_of(field, code);
    return begin + (words.empty() ? "" : ": " + std::string(words)) + " (" + std::string(code) + ")";
}

std::string upper(std::string text) {
    for (char& letter : text)
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    return text;
}

// Columns that tell one table from another; CHILD, DOB and SEX are in many.
bool is_telling(const ReturnColumn& column) {
    return column.kind != ColumnKind::child && column.kind != ColumnKind::birth &&
           std::string_view(column.name) != "SEX";
}

RecognisedTable compare(const TableShape& shape, const std::vector<std::string>& header, std::size_t& telling) {
    RecognisedTable found;
    found.table = shape.table;
    found.place.fill(not_there);
    std::vector<bool> is_known(header.size(), false);
    telling = 0;
    for (std::size_t column = 0; column < shape.columns.size(); ++column) {
        const auto at = std::find(header.begin(), header.end(), shape.columns[column].name);
        if (at == header.end()) {
            if (shape.columns[column].is_needed) found.absent.emplace_back(shape.columns[column].name);
            continue;
        }
        found.place[column] = static_cast<std::size_t>(at - header.begin());
        is_known[found.place[column]] = true;
        if (is_telling(shape.columns[column])) ++telling;
    }
    for (std::size_t i = 0; i < header.size(); ++i)
        if (!is_known[i] && !header[i].empty()) found.unknown.push_back(header[i]);
    return found;
}

}  // namespace

const TableShape& shape_of(ReturnTable table) {
    const auto at = static_cast<std::size_t>(table);
    PERMAP_ASSERT(at < shapes().size() && shapes()[at].table == table);
    return shapes()[at];
}

std::size_t column_of(ReturnTable table, std::string_view name) {
    const std::vector<ReturnColumn>& columns = shape_of(table).columns;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].name == name) return i;
    PERMAP_ASSERT(false);
}

// The table of which the file has most telling columns; at least half of them, or all that it needs.
std::vector<RecognisedTable> recognise(const std::vector<std::string>& header) {
    std::vector<std::string> names;
    for (const std::string& name : header) names.push_back(upper(name));
    std::vector<RecognisedTable> best;
    std::size_t most = 0;
    for (const TableShape& shape : shapes()) {
        std::size_t telling = 0;
        RecognisedTable found = compare(shape, names, telling);
        const auto all =
            static_cast<std::size_t>(std::count_if(shape.columns.begin(), shape.columns.end(), is_telling));
        if (telling == 0 || telling <= most) continue;
        if (!found.absent.empty() && (telling < 2 || 2 * telling < all)) continue;
        most = telling;
        best.assign(1, std::move(found));
    }
    return best;
}

bool has_codes(std::string_view field) {
    return list_of(field) != nullptr;
}

bool is_code_of(std::string_view field, std::string_view code) {
    const CodeList* list = list_of(field);
    return list != nullptr &&
           std::any_of(list->codes.begin(), list->codes.end(), [&](const Code& one) { return one.code == code; });
}

std::string_view words_of(std::string_view field, std::string_view code) {
    const CodeList* list = list_of(field);
    if (list == nullptr) return {};
    for (const Code& one : list->codes)
        if (one.code == code) return one.words;
    return {};
}

namespace ssda903_step {

std::string placement(std::string_view code) {
    return with_code("Placement", "PLACE", code);
}

std::string care_ended(std::string_view code) {
    return with_code("Care ended", "REC", code);
}

std::string should_not_be_placed(std::string_view code) {
    const std::string name = "Decided: should no longer be placed for adoption";
    if (code.empty()) return name;
    const std::string_view words = words_of("REASON_PLACED_CEASED", code);
    return name + (words.empty() ? "" : ", " + std::string(words)) + " (" + std::string(code) + ")";
}

std::string missing(std::string_view code) {
    if (code == "M") return "Missing from placement (M)";
    if (code == "A") return "Away from placement without authorisation (A)";
    return "Missing or away (" + std::string(code) + ")";
}

std::vector<std::string> ends() {
    std::vector<std::string> names;
    for (const Code& one : list_of("REC")->codes)
        if (one.code != "X1") names.push_back(care_ended(one.code));
    return names;
}

}  // namespace ssda903_step

}  // namespace permap
