import type { Member } from '@terreau/shared/api/people.ts'

/** Whether somebody may write anywhere, as the table of rights says; readers carry no table. */
export function writes(member: Member | null | undefined): boolean {
  return rolesOf(member).some((role) => role !== 'visitor')
}

/** Whether somebody may review somewhere. */
export function reviews(member: Member | null | undefined): boolean {
  return rolesOf(member).some((role) => role === 'validator' || role === 'steward')
}

function rolesOf(member: Member | null | undefined) {
  return member ? [member.role, ...Object.values(member.roles)] : []
}
