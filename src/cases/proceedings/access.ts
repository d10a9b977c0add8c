import { declareAccess, writers } from '#platform/access.ts'

declareAccess({ 'proceeding.write': { roles: writers } })
