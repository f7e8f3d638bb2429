; Installs Repair for one person; no administrator's password is needed.
;
;   makensis -DFOLDER=… -DICONS=… -DVERSION=… -DNUMBERS=… -DINSTALLED_KB=… -DMACHINE=… -DOUT=… installer.nsi
;
; packaging/windows/installers.py calls it; MACHINE is x64 or arm64. Silent: setup.exe /S [/NEUTRAL], uninstall.exe /S.
; Ends with 0; 1 when the person left; 2 when it could not be done; 3 when Repair is running;
; 4 on a Windows, or a processor, that this Repair does not run on. But for 0, nothing was changed.
;
; The new program is unpacked whole beside the old one, and takes its place by a rename: whatever goes
; wrong before that leaves the old one as it was, and nothing of it can stay behind afterwards. That
; is safe only in a folder of its own, so the folder can not be chosen.

Unicode true
!ifdef QUICK ; for the test's older version, which nobody downloads
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 32
!endif
SetDateSave off ; the times of a build's files would tell two builds apart
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh

!define ID "org.repairdesktop.Repair"
!define KIND "RepairDesktop.Sheet"
!define SETTINGS "Software\Repair Desktop"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
; Where the program keeps a journal if no other folder was chosen: system/paths.py.
!define JOURNAL "$LOCALAPPDATA\Repair Desktop"

Name "Repair"
OutFile "${OUT}"
BrandingText "Repair ${VERSION}"
VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey /LANG=0 "ProductName" "Repair"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "Repair Setup"
VIAddVersionKey /LANG=0 "CompanyName" "The Repair project"
VIAddVersionKey /LANG=0 "LegalCopyright" "${HOLDER}"

Var Neutral ; 1: the Start menu says "Notes"
Var NeutralBox

!define MUI_ICON "${ICONS}\repair.ico"
!define MUI_UNICON "${ICONS}\repair.ico"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "$(WelcomeTitle)"
!define MUI_WELCOMEPAGE_TEXT "$(WelcomeText)"
!insertmacro MUI_PAGE_WELCOME
Page custom ShowMenuPage LeaveMenuPage
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\Repair.exe"
!define MUI_FINISHPAGE_RUN_TEXT "$(StartNow)"
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(JournalStays)"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "$(JournalStays)"
!insertmacro MUI_UNPAGE_FINISH

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!macro Words name english german
  LangString ${name} ${LANG_ENGLISH} "${english}"
  LangString ${name} ${LANG_GERMAN} "${german}"
!macroend
!insertmacro Words WelcomeTitle "Repair ${VERSION}" "Repair ${VERSION}"
!insertmacro Words WelcomeText \
  "Repair will be installed for you alone. No administrator's password is needed.$\r$\n$\r$\nIf Repair is installed already, this version takes its place. Your journal stays as it is." \
  "Repair wird nur für Sie installiert. Ein Administratorkennwort ist nicht nötig.$\r$\n$\r$\nIst Repair schon installiert, tritt diese Version an seine Stelle. Ihr Tagebuch bleibt, wie es ist."
!insertmacro Words MenuTitle "Start menu" "Startmenü"
!insertmacro Words MenuSubtitle "How Repair is called there." "Wie Repair dort heißt."
!insertmacro Words MenuText \
  "If somebody else looks at your screen, you may want a name there that says nothing. Only the entry in the Start menu changes: Windows' list of installed apps says Repair in any case. In Repair's settings you can keep its name out of window titles too." \
  "Wenn jemand anderes auf Ihren Bildschirm schaut, ist dort vielleicht ein Name besser, der nichts verrät. Nur der Eintrag im Startmenü ändert sich: In der Liste der installierten Apps steht immer Repair. In den Einstellungen von Repair können Sie den Namen auch aus Fenstertiteln heraushalten."
!insertmacro Words MenuBox \
  "Call it “Notes”, with a plain picture" "„Notes“ nennen, mit einem schlichten Bild"
!insertmacro Words StartNow "Start Repair" "Repair starten"
!insertmacro Words IsRunning \
  "Repair is running. Please close it (in its window: Journal, Quit), then choose Retry.$\r$\n$\r$\nNothing was changed so far." \
  "Repair läuft gerade. Bitte schließen Sie es (in seinem Fenster: Journal, Quit) und wählen Sie dann Wiederholen.$\r$\n$\r$\nBis jetzt wurde nichts geändert."
!insertmacro Words NotUnpacked \
  "The files could not be written. Is there room on the disk? Nothing was changed." \
  "Die Dateien konnten nicht geschrieben werden. Ist auf dem Datenträger noch Platz? Nichts wurde geändert."
!insertmacro Words InUse \
  "Another program holds the files of the older Repair: perhaps a window that shows its folder, or a virus scanner. Please close it, and try again. Nothing was changed." \
  "Ein anderes Programm hält die Dateien des älteren Repair fest: vielleicht ein Fenster, das seinen Ordner zeigt, oder ein Virenscanner. Bitte schließen Sie es und versuchen Sie es noch einmal. Nichts wurde geändert."
!insertmacro Words TooOld \
  "Repair needs a 64-bit Windows 10 (version 1809) or newer, and Windows 11 on a computer with an ARM processor." \
  "Repair braucht ein 64-Bit-Windows 10 (Version 1809) oder neuer, auf einem Computer mit ARM-Prozessor Windows 11."
!insertmacro Words OtherMachine \
  "This file is for computers with an ARM processor, and yours has another one. Please download the file whose name ends in x64." \
  "Diese Datei ist für Computer mit ARM-Prozessor, und Ihrer hat einen anderen. Bitte laden Sie die Datei herunter, deren Name auf x64 endet."
!insertmacro Words SheetName "Homework sheet" "Aufgabenblatt"
!insertmacro Words JournalStays \
  "The program is removed. Your journal is not touched. It stays in$\r$\n$\r$\n${JOURNAL}$\r$\n$\r$\nor in the folder that you moved it to. To delete it too, use Settings, Your journal, Delete everything, in Repair, before you remove the program." \
  "Das Programm wird entfernt. Ihr Tagebuch wird nicht angerührt. Es bleibt in$\r$\n$\r$\n${JOURNAL}$\r$\n$\r$\noder in dem Ordner, in den Sie es verschoben haben. Um es auch zu löschen, wählen Sie in Repair Settings, Your journal, Delete everything, bevor Sie das Programm entfernen."

; --- what both need -------------------------------------------------------------------------------

; Goes on once neither program runs; Windows lets nobody write to a program that does.
!macro WaitUntilClosed
  !define Again "again_${__LINE__}"
  !define Closed "closed_${__LINE__}"
${Again}:
  StrCpy $1 0
  ${For} $2 1 2
    StrCpy $3 "$INSTDIR\Repair.exe"
    ${If} $2 = 2
      StrCpy $3 "$INSTDIR\repair-desktop.exe"
    ${EndIf}
    ${If} ${FileExists} "$3"
      ClearErrors
      FileOpen $0 "$3" a
      ${If} ${Errors}
        StrCpy $1 1
      ${Else}
        FileClose $0
      ${EndIf}
    ${EndIf}
  ${Next}
  ${If} $1 = 0
    Goto ${Closed}
  ${EndIf}
  MessageBox MB_RETRYCANCEL|MB_ICONINFORMATION "$(IsRunning)" /SD IDCANCEL IDRETRY ${Again}
  SetErrorLevel 3
  Quit
${Closed}:
  !undef Again
  !undef Closed
!macroend

; Renames, and waits up to five seconds for a virus scanner that looks at what is new. $1: 1 if it worked.
!macro TryToRename from to
  StrCpy $1 0
  ${For} $2 1 20
    ClearErrors
    Rename "${from}" "${to}"
    ${IfNot} ${Errors}
      StrCpy $1 1
      ${ExitFor}
    ${EndIf}
    Sleep 250
  ${Next}
!macroend

!macro TellTheDesktop ; that kinds of files have changed (SHCNE_ASSOCCHANGED)
  System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)"
!macroend

!macro RemoveMenuEntries
  Delete "$SMPROGRAMS\Repair.lnk"
  Delete "$SMPROGRAMS\Notes.lnk"
!macroend

; --- install --------------------------------------------------------------------------------------

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(TooOld)" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
  ${If} ${AtMostBuild} 17762
    MessageBox MB_OK|MB_ICONSTOP "$(TooOld)" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
  ; Windows 10 on ARM runs no x64 program, and Qt knows ARM from Windows 11 on.
  ${If} ${IsNativeARM64}
  ${AndIf} ${AtMostBuild} 21999
    MessageBox MB_OK|MB_ICONSTOP "$(TooOld)" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
!if "${MACHINE}" == "arm64"
  ${IfNot} ${IsNativeARM64}
    MessageBox MB_OK|MB_ICONSTOP "$(OtherMachine)" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
!endif
  StrCpy $INSTDIR "$LOCALAPPDATA\Programs\Repair" ; whatever /D= says: see above
  ; What was chosen last time is chosen this time.
  ReadRegDWORD $Neutral HKCU "${SETTINGS}" "NeutralName"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/NEUTRAL" $1
  ${IfNot} ${Errors}
    StrCpy $Neutral 1
  ${EndIf}
  !insertmacro WaitUntilClosed
FunctionEnd

Function ShowMenuPage
  !insertmacro MUI_HEADER_TEXT "$(MenuTitle)" "$(MenuSubtitle)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 48u "$(MenuText)"
  Pop $0
  ${NSD_CreateCheckbox} 0 56u 100% 12u "$(MenuBox)"
  Pop $NeutralBox
  ${If} $Neutral = 1
    ${NSD_Check} $NeutralBox
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function LeaveMenuPage
  ${NSD_GetState} $NeutralBox $Neutral
FunctionEnd

Section "Repair"
  ; What an installation that was cut short has left.
  RMDir /r "$INSTDIR.new"
  RMDir /r "$INSTDIR.old"
  ClearErrors
  SetOutPath "$INSTDIR.new"
  File /r "${FOLDER}\*"
  File "${ICONS}\notes.ico"
  WriteUninstaller "$INSTDIR.new\uninstall.exe"
  SetOutPath "$LOCALAPPDATA\Programs" ; a folder that is somebody's place can not be renamed
  ${If} ${Errors}
    RMDir /r "$INSTDIR.new"
    Goto failed
  ${EndIf}
  !insertmacro WaitUntilClosed
  ${If} ${FileExists} "$INSTDIR\*"
    !insertmacro TryToRename "$INSTDIR" "$INSTDIR.old"
    ${If} $1 = 0
      RMDir /r "$INSTDIR.new"
      Goto in_use
    ${EndIf}
  ${EndIf}
  !insertmacro TryToRename "$INSTDIR.new" "$INSTDIR"
  ${If} $1 = 0
    Rename "$INSTDIR.old" "$INSTDIR"
    RMDir /r "$INSTDIR.new"
    Goto in_use
  ${EndIf}
  RMDir /r "$INSTDIR.old"

  !insertmacro RemoveMenuEntries
  ${If} $Neutral = 1
    CreateShortcut "$SMPROGRAMS\Notes.lnk" "$INSTDIR\Repair.exe" "" "$INSTDIR\notes.ico"
  ${Else}
    StrCpy $Neutral 0
    CreateShortcut "$SMPROGRAMS\Repair.lnk" "$INSTDIR\Repair.exe"
  ${EndIf}
  WriteRegDWORD HKCU "${SETTINGS}" "NeutralName" $Neutral

  WriteRegStr HKCU "Software\Classes\.repairsheet" "" "${KIND}"
  WriteRegStr HKCU "Software\Classes\${KIND}" "" "$(SheetName)"
  WriteRegStr HKCU "Software\Classes\${KIND}\DefaultIcon" "" "$INSTDIR\notes.ico"
  WriteRegStr HKCU "Software\Classes\${KIND}\shell\open\command" "" '"$INSTDIR\Repair.exe" "%1"'
  !insertmacro TellTheDesktop

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Repair"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\Repair.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Repair project"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${INSTALLED_KB}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  Goto done
in_use:
  MessageBox MB_OK|MB_ICONSTOP "$(InUse)" /SD IDOK
  SetErrorLevel 2
  Quit
failed:
  MessageBox MB_OK|MB_ICONSTOP "$(NotUnpacked)" /SD IDOK
  SetErrorLevel 2
  Quit
done:
SectionEnd

; --- uninstall ------------------------------------------------------------------------------------

Function un.onInit
  ; Removing a whole folder is safe in one place only.
  StrCpy $INSTDIR "$LOCALAPPDATA\Programs\Repair"
  !insertmacro WaitUntilClosed
FunctionEnd

Section "Uninstall"
  !insertmacro WaitUntilClosed
  SetOutPath "$LOCALAPPDATA\Programs"
  RMDir /r "$INSTDIR"
  RMDir /r "$INSTDIR.new"
  RMDir /r "$INSTDIR.old"
  !insertmacro RemoveMenuEntries
  ReadRegStr $0 HKCU "Software\Classes\.repairsheet" ""
  ${If} $0 == "${KIND}"
    DeleteRegKey HKCU "Software\Classes\.repairsheet"
  ${EndIf}
  DeleteRegKey HKCU "Software\Classes\${KIND}"
  !insertmacro TellTheDesktop
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "${SETTINGS}"
  DetailPrint "$(JournalStays)"
SectionEnd
