import { describe, expect, it } from 'vitest'
import { hostOrigin } from './host-origin'

describe('the origin of the host', () => {
  const allowed = ['https://app.ctrader.example', 'http://localhost:*']

  it('is the parent if it is on the list', () => {
    expect(hostOrigin(['https://app.ctrader.example'], allowed)).toBe('https://app.ctrader.example')
    expect(hostOrigin(['https://app.ctrader.example/path?x=1'], allowed)).toBe('https://app.ctrader.example')
  })

  it('may have any port only if the list allows it', () => {
    expect(hostOrigin(['http://localhost:4312'], allowed)).toBe('http://localhost:4312')
    expect(hostOrigin(['https://app.ctrader.example:8443'], allowed)).toBeNull()
  })

  it('may be any of the hosts that a pattern of the list names', () => {
    const broker = ['https://*.broker.example', 'app.other.example']
    expect(hostOrigin(['https://eu.broker.example'], broker)).toBe('https://eu.broker.example')
    expect(hostOrigin(['https://app.other.example/trade'], broker)).toBe('https://app.other.example')
    expect(hostOrigin(['https://broker.example'], broker)).toBeNull()
  })

  it('is null for an unknown, look-alike or missing parent', () => {
    expect(hostOrigin(['https://app.ctrader.example.evil.test'], allowed)).toBeNull()
    expect(hostOrigin(['https://evil.test', 'https://app.ctrader.example'], allowed)).toBeNull()
    expect(hostOrigin([], allowed)).toBeNull()
    expect(hostOrigin(['null'], allowed)).toBeNull()
  })
})
