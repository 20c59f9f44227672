; Removes what the app writes for its links, except when the uninstaller runs for an update.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    DeleteRegKey HKCU "Software\Classes\ecr-image-replicator"
  ${endIf}
!macroend
