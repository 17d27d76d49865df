global using System.Collections.ObjectModel;
global using System.Diagnostics.CodeAnalysis;
global using System.Globalization;
global using System.Runtime.InteropServices;
global using System.Text;
global using System.Text.Json;
global using BiPipeline.Toolkit.AthenaSql;
global using DuckDB.NET.Native;
