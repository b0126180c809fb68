import { type KeyboardEvent, type RefObject, useEffect } from 'react'

const CONTROLS = '[data-field] :is(input, select, textarea, a[href], button[role=combobox]:not([data-aside]))'

/** Enter leads from an input to the next control; in the last one it sends, as browsers do by themselves. */
export function goOnAtEnter(event: KeyboardEvent<HTMLFormElement>): void {
  const { key, target, currentTarget: form, nativeEvent } = event
  if (key !== 'Enter' || event.defaultPrevented || nativeEvent.isComposing) return
  if (!(target instanceof HTMLInputElement) || target.closest('dialog')) return
  const next = controlAfter(form, target)
  if (!next) return
  event.preventDefault()
  next.focus()
}

/**
 * Says on a phone's Enter key what it does. After every drawing: fields come and go with the answers.
 * @param hasNextPart whether the last control leads to another part of the form.
 */
export function useEnterKeyHints(form: RefObject<HTMLFormElement | null>, hasNextPart: () => boolean): void {
  useEffect(() => {
    if (!form.current) return
    const atEnd = hasNextPart() ? 'next' : 'send'
    for (const input of form.current.querySelectorAll<HTMLInputElement>('[data-field] input'))
      input.enterKeyHint = controlAfter(form.current, input) ? 'next' : atEnd
  })
}

function controlAfter(form: HTMLFormElement, control: HTMLInputElement): HTMLElement | undefined {
  const controls = [...form.querySelectorAll<HTMLElement>(CONTROLS)].filter((each) => each.checkVisibility())
  const rest = controls.slice(controls.indexOf(control) + 1)
  return rest.find((each) => !(each instanceof HTMLInputElement && each.name !== '' && each.name === control.name))
}
