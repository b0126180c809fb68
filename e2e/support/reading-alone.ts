import { startCopy } from './copies'
import { test as onSharedApp } from './test'

/** More than reading a document takes on a slow machine. */
export const READ_WITHIN_MS = 180_000

/** Documents are read one after the other: in an app of this journey's own none waits before its. */
export const test = onSharedApp.extend<object, { copy: string }>({
  copy: [
    // biome-ignore lint/correctness/noEmptyPattern: the test runner reads the names of what a fixture needs
    async ({}, use) => {
      const { origin, stop } = await startCopy({})
      await use(origin)
      await stop()
    },
    { scope: 'worker' },
  ],
  baseURL: ({ copy }, use) => use(copy),
})
