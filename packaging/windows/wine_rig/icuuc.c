/* Stands in wine's system32 for the icuuc.dll that Windows 10 and later bring and wine 8 does not.
 *
 * For the test rig only; it is never shipped. Qt6Core.dll asks for these names when it is loaded, and
 * calls them only for text in old character sets, which Repair neither reads nor writes. So there is
 * no converter to be had: ucnv_open says so, and nothing else is ever reached.
 */
#include <stdint.h>

#define NAME(name) __declspec(dllexport) name

enum { U_FILE_ACCESS_ERROR = 4 };

typedef struct UConverter UConverter;
typedef int32_t UErrorCode;

NAME(UConverter *ucnv_open)(const char *name, UErrorCode *error)
{
    (void)name;
    if (error)
        *error = U_FILE_ACCESS_ERROR;
    return 0;
}

NAME(int32_t ucnv_countAvailable)(void) { return 0; }
NAME(const char *ucnv_getAvailableName)(int32_t index) { (void)index; return 0; }

/* Only ever called with a converter, of which there is none. */
#define UNREACHED(name) NAME(void name)(void) { __builtin_trap(); }
UNREACHED(ucnv_close)
UNREACHED(ucnv_reset)
UNREACHED(ucnv_getMaxCharSize)
UNREACHED(ucnv_getName)
UNREACHED(ucnv_getStandardName)
UNREACHED(ucnv_getToUCallBack)
UNREACHED(ucnv_getFromUCallBack)
UNREACHED(ucnv_setToUCallBack)
UNREACHED(ucnv_setFromUCallBack)
UNREACHED(ucnv_cbToUWriteUChars)
UNREACHED(ucnv_cbFromUWriteUChars)
UNREACHED(ucnv_toUnicode)
UNREACHED(ucnv_fromUnicode)
UNREACHED(ucnv_toUCountPending)
UNREACHED(ucnv_fromUCountPending)
UNREACHED(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
UNREACHED(UCNV_TO_U_CALLBACK_SUBSTITUTE)
