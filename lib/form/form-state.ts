import type { FormValue, FormValues } from './form-values'

/** What is wrong, by form key: a field error's code. */
export type FormErrors = Readonly<Record<string, string>>

export type FormState = {
  readonly values: Readonly<FormValues>
  readonly errors: FormErrors
  /** From the press of the button until all that follows from it is done. */
  readonly isSubmitting: boolean
  /** Whether that has been so before: since then each change is judged. */
  readonly isSubmitted: boolean
}

type Watcher = (now: FormState, before: FormState) => void

export type Form = ReturnType<typeof createForm>

/**
 * What the controls of a form hold, and what is wrong with it. It is judged when it is sent, and a field with each of its
 * changes once it was sent or is wrong.
 */
export function createForm(initial: FormValues, judge: (values: Readonly<FormValues>) => Promise<FormErrors>) {
  let state: FormState = { values: initial, errors: {}, isSubmitting: false, isSubmitted: false }
  const watchers = new Set<Watcher>()
  const touched = new Set<string>()

  const change = (part: Partial<FormState>) => {
    const before = state
    state = { ...before, ...part }
    for (const watcher of watchers) watcher(state, before)
  }

  /** Puts values that the person has not entered here. */
  const put = (values: FormValues) => change({ values: { ...state.values, ...values } })

  const enter = (key: string, value: FormValue) => {
    touched.add(key)
    put({ [key]: value })
    if (state.isSubmitted || state.errors[key] !== undefined) void check([key])
  }

  /** Judges these fields. @returns whether all is well with them. */
  const check = async (keys: readonly string[]) => {
    const isAsked = ([key]: [string, string]) => keys.includes(key)
    const found = Object.entries(await judge(state.values)).filter(isAsked)
    const others = Object.entries(state.errors).filter((entry) => !isAsked(entry))
    change({ errors: Object.fromEntries([...others, ...found]) })
    return found.length === 0
  }

  /** Judges all fields; where all is well the values that were judged are sent. */
  const submit = async (send: (values: Readonly<FormValues>) => Promise<void>) => {
    const { values } = state
    change({ isSubmitting: true })
    try {
      const errors = await judge(values)
      change({ errors })
      if (Object.keys(errors).length === 0) await send(values)
    } finally {
      change({ isSubmitting: false, isSubmitted: true })
    }
  }

  return {
    state: () => state,
    subscribe: (watcher: Watcher) => {
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
    put,
    enter,
    /** Whether the person has entered something here. */
    isTouched: (key: string) => touched.has(key),
    check,
    submit,
    /** Adds what others have found wrong. */
    addErrors: (errors: FormErrors) => change({ errors: { ...state.errors, ...errors } }),
  }
}
