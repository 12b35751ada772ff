import { expect, test } from 'vitest'
import { linkedAddress } from './linked-address.ts'

test.each([
  ['https://exemple.org/a?b=c', 'https://exemple.org/a?b=c'],
  ['exemple.org', 'https://exemple.org'],
  ['ana@exemple.org', 'mailto:ana@exemple.org'],
  ['05 56 00 00 00', 'tel:0556000000'],
  ['+33 5 56 00 00 00', 'tel:+33556000000'],
  ['mailto:ana@exemple.org', 'mailto:ana@exemple.org'],
])('[E15] «%s» is understood as an address', (written, address) => {
  expect(linkedAddress(written)).toBe(address)
})

test.each(['', 'une page', 'javascript:alert(1)', 'data:text/html,x', 'ftp://exemple.org', 'file:///etc/passwd'])(
  '[E15] «%s» is no address that a page may link to',
  (written) => {
    expect(linkedAddress(written)).toBeNull()
  },
)
