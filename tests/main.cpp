#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#ifdef PERMAP_SANITIZE
// libxlsxwriter 1.1.4 (Debian 12) never frees the formula of a list from which a cell is chosen.
extern "C" const char* __lsan_default_suppressions() {
    return "leak:lxw_strdup\n";
}
extern "C" const char* __lsan_default_options() {
    return "print_suppressions=0";
}
#endif
