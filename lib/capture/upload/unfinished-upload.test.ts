import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createDeviceKeys } from './device-key'
import { findUnfinished, type Kept, keepUnfinished } from './unfinished-upload'
import { wholeSubject } from './upload-subject'

/** What the browser keeps. */
const device = vi.hoisted(() => new Map<string, unknown>())
vi.mock('idb-keyval', () => ({
  set: async (name: string, value: unknown) => void device.set(name, value),
  del: async (name: string) => void device.delete(name),
  entries: async () => [...device.entries()],
}))

/** The server has one for each person and session key. */
const keyOf = (value: number) => Buffer.from(new Uint8Array(32).fill(value)).toString('base64')
const [old, fresh, another] = [keyOf(7), keyOf(8), keyOf(9)]

/** A page of the person whose keys these are. */
function pageOf(key: string, ...earlier: string[]) {
  const deviceKeys = createDeviceKeys(async () => ({ key, earlier }))
  return {
    async keep(kept: Kept): Promise<void> {
      const keys = await deviceKeys()
      if (keys) await keepUnfinished(kept, keys[0])
    },
    found: async () => (await findUnfinished(deviceKeys)).map(({ transfer }) => transfer.uploadId),
  }
}

function upload(uploadId: string): Kept {
  const file = new File(['page'], 'page.jpg', { type: 'image/jpeg' })
  return {
    place: { stepId: 'step-1', field: 'identity_document' },
    subject: wholeSubject('passport', 'DEU'),
    picture: { kind: 'picture', id: uploadId, file, width: 1_600, height: 1_000, findings: [] },
    origin: 'file',
    transfer: { key: 'k', uploadId, file, begun: false, acceptQuality: false, fileId: null, gestures: null },
  }
}

beforeEach(() => device.clear())

describe('a document that waits on the device', () => {
  it('is found by the next visit of the same person, and by nobody else', async () => {
    await pageOf(old).keep(upload('a'))
    expect(await pageOf(another).found()).toEqual([])
    await pageOf(old).keep(upload('b'))
    expect(await pageOf(old).found()).toEqual(['b'])
  })

  it('is found while the session keys are being changed, and what is kept meanwhile also after', async () => {
    await pageOf(old).keep(upload('before'))
    const meanwhile = pageOf(fresh, old)
    await meanwhile.keep(upload('meanwhile'))
    expect((await meanwhile.found()).toSorted()).toEqual(['before', 'meanwhile'])
    expect(await pageOf(fresh).found()).toEqual(['meanwhile'])
  })
})
