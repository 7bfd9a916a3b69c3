; The installer for Windows, for Inno Setup 6. packaging/windows_package.py runs it and says on the
; command line what is not written here: Version, Source (the bundle's folder), Output, Icon, Root.
; It installs for one user, without asking for an administrator; removing leaves the user's data.

#define Name "Tastemaker"
#define Publisher "The Tastemaker developers"
#define AppUserModelId "app.tastemaker.Tastemaker"

[Setup]
; Never change it: by this Windows knows an installed Tastemaker again, to replace or remove it.
AppId={{6E0C7A52-3B1D-4F86-9C55-7D1B2A9E4C38}
AppName={#Name}
AppVersion={#Version}
AppVerName={#Name} {#Version}
AppPublisher={#Publisher}
VersionInfoVersion={#Version}
DefaultDirName={localappdata}\Programs\{#Name}
DefaultGroupName={#Name}
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile={#Root}\LICENSE
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\tastemaker.exe
OutputDir={#Output}
OutputBaseFilename=tastemaker-{#Version}-windows-x86_64-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
; A running program is asked to end before its files are replaced; nothing is replaced under it.
CloseApplications=yes
RestartApplications=no

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked

[InstallDelete]
; Libraries of an older version must not lie beside those of the new one.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Source}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\{#Name}"; Filename: "{app}\tastemaker.exe"; AppUserModelID: "{#AppUserModelId}"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\tastemaker.exe"; AppUserModelID: "{#AppUserModelId}"; Tasks: desktopicon

[Run]
Filename: "{app}\tastemaker.exe"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent
