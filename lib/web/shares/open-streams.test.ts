import { expect, it } from 'vitest'
import { createOpenStreams } from './open-streams'

it('a person has twelve streams of events open at most, and as many again once they are closed', () => {
  const streams = createOpenStreams()
  const closes = Array.from({ length: 12 }, () => streams.enter('ada'))
  expect(() => streams.enter('ada')).toThrow(expect.objectContaining({ code: 'TOO_MANY_REQUESTS' }))
  streams.enter('grace')
  closes[0]?.()
  // Closed once, however often that is said.
  closes[0]?.()
  streams.enter('ada')
  expect(() => streams.enter('ada')).toThrow()
})
