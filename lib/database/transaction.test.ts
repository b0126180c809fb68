import { expect, it, onTestFinished } from 'vitest'
import { DATABASES } from '@/lib/testing/manager'
import { openDatabase } from '.'
import { oneAfterAnother } from './transaction'

it('a thousand changes of one name wait for one another, no more, and those of other names for none of them', async () => {
  const { db } = await openDatabase(await DATABASES.SQLite())
  onTestFinished(() => db.destroy())
  const first = Promise.withResolvers<void>()
  const done: number[] = []
  const waiting = Array.from({ length: 1_000 }, (_, at) =>
    oneAfterAnother(db, 'acme', async () => {
      await first.promise
      done.push(at)
    }),
  )
  const late = oneAfterAnother(db, 'acme', async () => void done.push(-1))
  await expect(late).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE', cause: expect.any(Error) })
  await expect(oneAfterAnother(db, 'other', async () => 'other')).resolves.toBe('other')
  first.resolve()
  await Promise.all(waiting)
  expect(done).toEqual(Array.from({ length: 1_000 }, (_, at) => at))
  // One that fails holds up nobody, and there is room again.
  await expect(oneAfterAnother(db, 'acme', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(oneAfterAnother(db, 'acme', async () => 'again')).resolves.toBe('again')
})
