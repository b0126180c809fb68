import { createContext, useCallback, useMemo, useRef, useState } from 'react'

/** What an answer still needs before it can be sent, as an email address needs the code that was sent to it. */
export type Proof = {
  /** Whether the person has been asked for it. */
  isAsked: boolean
  /** Asks for it, or looks at what was given. */
  prove: () => Promise<void>
}

/** Where controls put the proofs that their answers need; `goOn` sends the form once there is nothing left to prove. */
export const ProofsContext = createContext<{ put: (name: string, proof: Proof | null) => void; goOn: () => void }>({
  put: () => {},
  goOn: () => {},
})

/** The proofs that a form's answers need, by the names of their fields. */
export function useProofs(goOn: () => void) {
  const open = useRef(new Map<string, Proof>())
  const [isUnasked, setIsUnasked] = useState(false)
  const put = useCallback((name: string, proof: Proof | null) => {
    if (proof) open.current.set(name, proof)
    else open.current.delete(name)
    setIsUnasked([...open.current.values()].some(({ isAsked }) => !isAsked))
  }, [])
  /** @returns whether none of these fields needs a proof any more. */
  const prove = useCallback(async (names: readonly string[]) => {
    const name = names.find((each) => open.current.has(each))
    if (name === undefined) return true
    await open.current.get(name)?.prove()
    return false
  }, [])
  const context = useMemo(() => ({ put, goOn }), [put, goOn])
  return { context, prove, isUnasked }
}
