import { describe, expect, it } from 'vitest'
import { hostOrigin } from './host-origin'

describe('the origin that the screens speak to', () => {
  const allowed = ['https://app.ctrader.example', 'http://localhost:*']

  it('is the parent when it is on the list, exactly', () => {
    expect(hostOrigin(['https://app.ctrader.example'], allowed)).toBe('https://app.ctrader.example')
    expect(hostOrigin(['https://app.ctrader.example/path?x=1'], allowed)).toBe('https://app.ctrader.example')
  })

  it('takes any port only where the list says so', () => {
    expect(hostOrigin(['http://localhost:4312'], allowed)).toBe('http://localhost:4312')
    expect(hostOrigin(['https://app.ctrader.example:8443'], allowed)).toBeNull()
  })

  it('is nobody for a stranger, a look-alike, or no parent at all', () => {
    expect(hostOrigin(['https://app.ctrader.example.evil.test'], allowed)).toBeNull()
    expect(hostOrigin(['https://evil.test', 'https://app.ctrader.example'], allowed)).toBeNull()
    expect(hostOrigin([], allowed)).toBeNull()
    expect(hostOrigin(['null'], allowed)).toBeNull()
  })
})
