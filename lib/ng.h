/* ng: the version, said once. */
#ifndef NG_H
#define NG_H

#define NG_VERSION "0.1.0"

#endif
