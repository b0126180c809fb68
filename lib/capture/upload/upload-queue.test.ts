import { afterEach, describe, expect, it, vi } from 'vitest'
import type { TransferOptions, TransferResult } from './transfer-document'
import type { Kept } from './unfinished-upload'
import { createUploadQueue, isRefused } from './upload-queue'
import type { Unfinished } from './upload-state'
import { wholeSubject } from './upload-subject'

const ARRIVED = { ok: true, fileId: 'stored-1' } as const
const place = { stepId: 'step-1', field: 'identity_document' }

function document(uploadId: string): Unfinished {
  const file = new File(['page'], `${uploadId}.jpg`, { type: 'image/jpeg' })
  return {
    subject: wholeSubject('passport', 'DEU'),
    picture: { kind: 'picture', id: uploadId, file, width: 1_600, height: 1_000, findings: [] },
    origin: 'file',
    transfer: {
      key: `key-${uploadId}`,
      uploadId,
      file,
      begun: false,
      acceptQuality: false,
      fileId: null,
      gestures: null,
    },
  }
}

/** A queue on a device whose network the test plays: each transfer waits until the test lets it arrive. */
function openQueue({ device = new Map<string, Kept>(), online = true, person = 'ada' } = {}) {
  const world = { online, person, key: {} as CryptoKey | null }
  const began: { uploadId: string; begun: boolean; fileId: string | null }[] = []
  const [cancelled, announced]: [string[], string[]] = [[], []]
  const underway = new Map<string, TransferOptions & { end: (result: TransferResult) => void; break: () => void }>()
  const queue = createUploadQueue({
    transfer: ({ transfer }, options) => {
      const { uploadId, begun, fileId } = transfer
      began.push({ uploadId, begun, fileId })
      return new Promise((end, reject) => {
        options.signal.addEventListener('abort', () => end(null))
        underway.set(uploadId, { ...options, end, break: () => reject(new Error('The file is gone')) })
      })
    },
    store: async () => ({
      keepUnfinished: async (kept) => void device.set(kept.transfer.uploadId, kept),
      findUnfinished: async (keyOf) => ((await keyOf()) ? [...device.values()] : []),
      forgetUnfinished: async (uploadId) => void device.delete(uploadId),
    }),
    deviceKeys: async () => world.key && [world.key],
    personOfPage: () => world.person,
    isOnline: () => world.online,
    cancel: (uploadId) => void cancelled.push(uploadId),
    announceWithdrawal: (uploadId) => void announced.push(uploadId),
  })
  const transferOf = (uploadId: string) => {
    const transfer = underway.get(uploadId)
    if (!transfer) throw new Error(`${uploadId} is not on its way`)
    return transfer
  }
  return { queue, world, device, began, cancelled, announced, transferOf }
}

/** Once everything that needs no more than promises has happened. */
const settled = () => new Promise((done) => setTimeout(done))
const failure = (code: 'NETWORK' | 'INTERNAL' | 'CONFLICT', fileId: string | null = null) =>
  ({ ok: false, code, fileId, final: code === 'CONFLICT' }) as const

afterEach(() => {
  vi.useRealTimers()
})

describe('the upload queue', () => {
  it('sends a document and tells how far it is, until it has arrived', async () => {
    const { queue, transferOf } = openQueue()
    const seen: unknown[] = []
    queue.subscribe(() => seen.push(queue.list().map(({ sent, outcome }) => [sent, outcome])))
    queue.send(place, document('a'))
    transferOf('a').onProgress(4)
    transferOf('a').end(ARRIVED)
    await vi.waitFor(() => expect(seen).toEqual([[[0, null]], [[4, null]], [[4, ARRIVED]]]))
  })

  it('sends a document once, however often it is asked to', () => {
    const { queue, began } = openQueue()
    queue.send(place, document('a'))
    queue.send(place, document('a'))
    expect(began).toHaveLength(1)
    expect(queue.list()).toHaveLength(1)
  })

  it('sends several side by side, and knows them by their field', () => {
    const { queue } = openQueue()
    const elsewhere = { ...place, field: 'proof_of_address' }
    queue.send(place, document('a'))
    queue.send(elsewhere, document('b'))
    queue.send(place, document('c'))
    expect(queue.to(place).map(({ transfer }) => transfer.uploadId)).toEqual(['a', 'c'])
    expect(queue.to(elsewhere).map(({ transfer }) => transfer.uploadId)).toEqual(['b'])
  })

  it('answers with the same list until something changes: a screen is not drawn in vain', () => {
    const { queue, transferOf } = openQueue()
    queue.send(place, document('a'))
    const before = queue.list()
    expect(queue.list()).toBe(before)
    transferOf('a').onProgress(1)
    expect(queue.list()).not.toBe(before)
  })

  it('names the person whose page sent it: whoever enters later sees nothing of it', () => {
    const { queue, world } = openQueue()
    queue.send(place, document('a'))
    world.person = 'grace'
    queue.send(place, document('b'))
    expect(queue.list().map(({ person }) => person)).toEqual(['ada', 'grace'])
  })

  it('takes what has arrived off the list four seconds later', async () => {
    vi.useFakeTimers()
    const { queue, transferOf } = openQueue()
    queue.send(place, document('a'))
    transferOf('a').end(ARRIVED)
    await vi.advanceTimersByTimeAsync(3_900)
    expect(queue.list()).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(200)
    expect(queue.list()).toEqual([])
  })

  it('says that a file that can no longer be read is broken', async () => {
    const { queue, transferOf } = openQueue()
    queue.send(place, document('a'))
    transferOf('a').break()
    await vi.waitFor(() => expect(queue.list()[0]?.outcome).toMatchObject({ code: 'FILE_CORRUPTED' }))
  })
})

describe('sending again', () => {
  it('sends what the server did not take once more, as another try', () => {
    const { queue, began, transferOf } = openQueue()
    queue.send(place, document('a'))
    queue.sendAgain('a')
    expect(began).toHaveLength(1)
    transferOf('a').end(failure('INTERNAL', 'f-1'))
    return settled().then(() => {
      queue.sendAgain('a')
      expect(began.at(-1)).toEqual({ uploadId: 'a', begun: true, fileId: 'f-1' })
      expect(queue.list()).toMatchObject([{ outcome: null, transfer: { key: 'key-a', acceptQuality: false } }])
    })
  })

  it('takes a fresh key for the whole file, and says that the person has seen what is wrong with it', async () => {
    const { queue, transferOf } = openQueue()
    queue.send(place, document('a'))
    transferOf('a').end(failure('CONFLICT'))
    await settled()
    queue.sendAgain('a', true)
    const [again] = queue.list()
    expect(again?.transfer).toMatchObject({ acceptQuality: true, fileId: null })
    expect(again?.transfer.key).not.toBe('key-a')
  })
})

describe('what a step waits for', () => {
  it('is over at once where nothing of it is on its way', async () => {
    const { queue } = openQueue()
    queue.send({ ...place, stepId: 'step-2' }, document('a'))
    await expect(queue.settled(place.stepId)).resolves.toBeUndefined()
  })

  it('is over once each of its documents has arrived, was refused, or waits for the connection', async () => {
    const { queue, transferOf } = openQueue()
    for (const uploadId of ['a', 'b', 'c']) queue.send(place, document(uploadId))
    let isOver = false
    const over = queue.settled(place.stepId).then(() => {
      isOver = true
    })
    transferOf('a').end(ARRIVED)
    transferOf('b').end(failure('CONFLICT'))
    await settled()
    expect(isOver).toBe(false)
    transferOf('c').end(failure('NETWORK'))
    await over
    expect(isOver).toBe(true)
  })
})

describe('a lost connection', () => {
  it('is waited for by what is sent without one, and sent when it is back', async () => {
    const { queue, world, began } = openQueue({ online: false })
    queue.send(place, document('a'))
    expect(queue.list()[0]?.outcome).toEqual(failure('NETWORK'))
    expect(isRefused({ outcome: failure('NETWORK') })).toBe(false)
    world.online = true
    queue.tryAgain()
    expect(began).toEqual([{ uploadId: 'a', begun: true, fileId: null }])
  })

  it('ends what is under way at once, and what has been stored is not sent again', () => {
    const { queue, began, transferOf } = openQueue()
    queue.send(place, document('a'))
    transferOf('a').onStored('file-1')
    queue.connectionLost()
    expect(transferOf('a').signal.aborted).toBe(true)
    expect(queue.list()[0]?.outcome).toEqual(failure('NETWORK', 'file-1'))
    queue.tryAgain()
    expect(began.at(-1)).toEqual({ uploadId: 'a', begun: true, fileId: 'file-1' })
  })

  it('is tried again for what waits alone: a refusal is the person’s to answer', async () => {
    const { queue, began, transferOf } = openQueue()
    queue.send(place, document('a'))
    queue.send(place, document('b'))
    transferOf('a').end(failure('INTERNAL'))
    transferOf('b').end(failure('NETWORK'))
    await vi.waitFor(() => expect(queue.list().every(({ outcome }) => outcome)).toBe(true))
    expect(queue.list().map(isRefused)).toEqual([true, false])
    queue.tryAgain()
    expect(began.slice(2)).toMatchObject([{ uploadId: 'b' }])
  })
})

describe('on the device', () => {
  it('a document is kept until it has arrived', async () => {
    const { queue, device, transferOf } = openQueue()
    queue.send(place, document('a'))
    await vi.waitFor(() => expect(device.get('a')).toMatchObject({ place, transfer: { uploadId: 'a' } }))
    transferOf('a').end(ARRIVED)
    await vi.waitFor(() => expect(device.size).toBe(0))
  })

  it('one that nobody will take any more is forgotten, and any other failure is kept for another visit', async () => {
    const { queue, device, transferOf } = openQueue()
    queue.send(place, document('a'))
    queue.send(place, document('b'))
    await vi.waitFor(() => expect(device.size).toBe(2))
    transferOf('a').end(failure('CONFLICT'))
    transferOf('b').end(failure('INTERNAL'))
    await vi.waitFor(() => expect([...device.keys()]).toEqual(['b']))
  })

  it('nothing is kept without the key of the person’s session, and the document is sent all the same', async () => {
    const { queue, device, world, began } = openQueue()
    world.key = null
    queue.send(place, document('a'))
    await settled()
    expect(device.size).toBe(0)
    expect(began).toHaveLength(1)
  })

  it('what an earlier visit left goes on, once', async () => {
    const { device, queue } = openQueue()
    queue.send(place, document('a'))
    await vi.waitFor(() => expect(device.size).toBe(1))
    const next = openQueue({ device })
    await Promise.all([next.queue.resume(), next.queue.resume()])
    expect(next.began).toEqual([{ uploadId: 'a', begun: true, fileId: null }])
    expect(next.queue.to(place)).toHaveLength(1)
  })

  it('a store that cannot be opened costs nothing but the memory', async () => {
    const queue = createUploadQueue({
      transfer: async () => ARRIVED,
      store: () => Promise.reject(new Error('No IndexedDB here')),
      deviceKeys: async () => [{} as CryptoKey],
      ...{ personOfPage: () => null, isOnline: () => true, cancel: () => {}, announceWithdrawal: () => {} },
    })
    await queue.resume()
    queue.send(place, document('a'))
    await vi.waitFor(() => expect(queue.list()[0]?.outcome).toEqual(ARRIVED))
  })
})

describe('withdrawing an upload', () => {
  it('ends it here, on the server, on the device and in the other tabs', async () => {
    const { queue, device, cancelled, announced, transferOf } = openQueue()
    queue.send(place, document('a'))
    await vi.waitFor(() => expect(device.size).toBe(1))
    queue.withdraw('a')
    expect(transferOf('a').signal.aborted).toBe(true)
    expect([queue.list(), cancelled, announced]).toEqual([[], ['a'], ['a']])
    await vi.waitFor(() => expect(device.size).toBe(0))
  })

  it('leaves no trace of a picture that was never sent', () => {
    const { queue, cancelled, announced } = openQueue()
    queue.withdraw('never sent')
    expect([cancelled, announced]).toEqual([[], []])
  })

  it('in another tab ends it here alone: that tab sees to the rest', () => {
    const { queue, cancelled, announced, transferOf } = openQueue()
    queue.send(place, document('a'))
    queue.withdrawnElsewhere('a')
    expect(transferOf('a').signal.aborted).toBe(true)
    expect([queue.list(), cancelled, announced]).toEqual([[], [], []])
  })
})

describe('following an upload', () => {
  it('tells where it stands now and after each change, and marks it as followed', () => {
    const { queue, transferOf } = openQueue()
    queue.send(place, document('a'))
    queue.send(place, document('b'))
    const seen: number[] = []
    const end = queue.follow('a', ({ sent }) => seen.push(sent), expect.unreachable)
    expect(queue.list().map(({ followed }) => followed)).toEqual([true, false])
    transferOf('a').onProgress(3)
    transferOf('b').onProgress(4)
    end()
    transferOf('a').onProgress(5)
    expect(seen).toEqual([0, 3])
    expect(queue.list()[0]?.followed).toBe(false)
  })

  it('tells that it was withdrawn elsewhere', () => {
    const { queue } = openQueue()
    queue.send(place, document('a'))
    const withdrawn = vi.fn()
    queue.follow('a', () => {}, withdrawn)
    queue.withdrawnElsewhere('a')
    expect(withdrawn).toHaveBeenCalledOnce()
  })

  it('takes it off the list once the person has seen it arrive', async () => {
    const { queue, transferOf } = openQueue()
    queue.send(place, document('a'))
    const arrived = vi.fn()
    const end = queue.follow('a', ({ outcome }) => outcome?.ok && arrived(), expect.unreachable)
    transferOf('a').end(ARRIVED)
    await vi.waitFor(() => expect(arrived).toHaveBeenCalled())
    end()
    expect(queue.list()).toEqual([])
  })

  it('goes on over a new try: the screen need not follow it again', async () => {
    const { queue, transferOf } = openQueue()
    queue.send(place, document('a'))
    const outcomes: unknown[] = []
    queue.follow('a', ({ outcome }) => outcomes.push(outcome?.ok ?? null), expect.unreachable)
    transferOf('a').end(failure('INTERNAL'))
    await vi.waitFor(() => expect(outcomes).toEqual([null, false]))
    queue.send(place, { ...document('a') })
    expect(outcomes).toEqual([null, false, null])
    expect(queue.list()[0]?.followed).toBe(true)
  })
})

it('two queues stand side by side', () => {
  const [one, other] = [openQueue().queue, openQueue().queue]
  one.send(place, document('a'))
  expect(other.list()).toEqual([])
})
