import { describe, expect, it } from 'vitest'
import { askOnDemand, offerOnDemand } from './postgres-on-demand'

describe('a server that starts on demand', () => {
  const counting = () => {
    const count = { started: 0, stopped: 0 }
    const start = async () => {
      count.started += 1
      const stop = async () => {
        count.stopped += 1
      }
      return { url: `server ${count.started}`, stop }
    }
    return { count, start }
  }

  it('is not started without a request', async () => {
    const { count, start } = counting()
    await (await offerOnDemand(start)).close()
    expect(count).toEqual({ started: 0, stopped: 0 })
  })

  it('is started once for all requests, and stopped at the end', async () => {
    const { count, start } = counting()
    const { url, close } = await offerOnDemand(start)
    expect(await Promise.all([askOnDemand(url), askOnDemand(url)])).toEqual(['server 1', 'server 1'])
    expect(await askOnDemand(url)).toBe('server 1')
    await close()
    expect(count).toEqual({ started: 1, stopped: 1 })
  })

  it('tells every request why it did not start', async () => {
    const { url, close } = await offerOnDemand(() => Promise.reject(new Error('There is no room')))
    for (let ask = 0; ask < 2; ask += 1) await expect(askOnDemand(url)).rejects.toThrow('There is no room')
    await close()
  })
})
