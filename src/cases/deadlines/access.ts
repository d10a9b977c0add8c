import { declareAccess, writers } from '#platform/access.ts'

declareAccess({ 'deadline.write': { roles: writers } })
