import { z } from 'zod'
import type { Mrz } from '@/lib/contract/records'

/** Documents are valid for 50 years at most, and then for life. */
const LONGEST_VALIDITY_YEARS = 52
/** The end of the year 9999, or its first day: on cards that are valid for life. */
const FOR_LIFE = ['990101', '991231', '999999', '000000']

/**
 * The dates of a zone, which has two digits of a year. A birth date is the latest possible one. An end of validity
 * before the birth of the holder is none: the card is valid for life.
 */
export function datesOf(birth: string, expiry: string, today: string): Pick<Mrz, 'birth_date' | 'expiry_date'> {
  const last = `${Number(today.slice(0, 4)) + LONGEST_VALIDITY_YEARS}${today.slice(4)}`
  const expiry_date = FOR_LIFE.includes(expiry) ? null : dateOf(expiry, (date) => date <= last)
  const birth_date = dateOf(birth, (date) => date <= today)
  if (birth_date === null || expiry_date === null || birth_date < expiry_date) return { birth_date, expiry_date }
  const older = dateOf(birth, (date) => date < expiry_date)
  return expiry_date < '2000' ? { birth_date, expiry_date: null } : { birth_date: older, expiry_date }
}

/** Six digits as a date in this century, or in the last one where this one is not `possible`. */
function dateOf(text: string, possible: (date: string) => boolean): string | null {
  if (!/^\d{6}$/.test(text)) return null
  const iso = possible(isoDate(20, text)) ? isoDate(20, text) : isoDate(19, text)
  return z.iso.date().safeParse(iso).success ? iso : null
}

/**
 * Whether six characters may be a date of a zone: a day of the calendar, or with fillers or zeros for what is not known,
 * or the end of a validity for life.
 */
export function mayBeDate(characters: string): boolean {
  if (FOR_LIFE.includes(characters) || characters === '<<<<<<') return true
  if (!/^(\d\d|<<)(0\d|1[0-2]|<<)([0-2]\d|3[01]|<<)$/.test(characters)) return false
  const isWhole = /^\d{6}$/.test(characters) && !/^..(00|..00)/.test(characters)
  return !isWhole || [19, 20].some((century) => z.iso.date().safeParse(isoDate(century, characters)).success)
}

function isoDate(century: number, text: string): string {
  return `${century}${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4)}`
}
