import { buildIfStale } from './production-build.mjs'
import { onPinnedNode } from './runtime.mjs'

await onPinnedNode(buildIfStale)
