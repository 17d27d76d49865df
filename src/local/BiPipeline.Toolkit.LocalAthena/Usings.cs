global using System.Diagnostics.CodeAnalysis;
global using System.Globalization;
global using System.Runtime.InteropServices;
global using System.Text;
global using BiPipeline.Toolkit.AthenaSql;
global using DuckDB.NET.Native;
